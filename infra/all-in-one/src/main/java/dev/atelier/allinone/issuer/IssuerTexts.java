package dev.atelier.allinone.issuer;

import dev.atelier.web.problem.Languages;

/** What the pages say. */
record IssuerTexts(
        String language,
        String name,
        String password,
        String signIn,
        String createAccount,
        String wrongPassword,
        String badName,
        String badPassword,
        String nameTaken,
        String typeCode,
        String proceed,
        String allowQuestion,
        String allow,
        String deny,
        String done) {

    private static final IssuerTexts ENGLISH = new IssuerTexts(
            Languages.ENGLISH,
            "Name",
            "Password",
            "Sign in",
            "Create an account",
            "Wrong name or password.",
            "A name has 2 to 32 small letters, digits, dots, dashes or underscores.",
            "A password has 8 to 72 characters.",
            "This name is taken.",
            "Type the code that your program shows",
            "Continue",
            "Let this program work with your account?",
            "Allow",
            "Deny",
            "Done. You can close this page and go back to your program.");

    private static final IssuerTexts RUSSIAN = new IssuerTexts(
            Languages.RUSSIAN,
            "Имя",
            "Пароль",
            "Войти",
            "Создать аккаунт",
            "Неверное имя или пароль.",
            "Имя состоит из 2–32 строчных латинских букв, цифр, точек, дефисов или подчёркиваний.",
            "Пароль состоит из 8–72 символов.",
            "Это имя уже занято.",
            "Введите код, который показывает ваша программа",
            "Продолжить",
            "Разрешить этой программе работать с вашим аккаунтом?",
            "Разрешить",
            "Отказать",
            "Готово. Можно закрыть эту страницу и вернуться в программу.");

    static IssuerTexts in(String language) {
        return language.equals(Languages.RUSSIAN) ? RUSSIAN : ENGLISH;
    }
}
