package dev.atelier.command.upload.picture;

/** An upright picture as PNG. @param png the file's bytes @param width pixels @param height pixels */
public record CleanPicture(byte[] png, int width, int height) {}
