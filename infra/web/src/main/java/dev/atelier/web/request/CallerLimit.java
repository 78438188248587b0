package dev.atelier.web.request;

import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.web.access.Role;
import dev.atelier.web.problem.ProblemException;
import dev.atelier.web.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * One caller may have so many requests open at once, so that nobody alone takes all places of {@link ConcurrencyLimit}.
 * A service is not limited here: it speaks for many people.
 */
final class CallerLimit extends OncePerRequestFilter {
    private static final String SERVICE = "ROLE_" + Role.SERVICE.name();

    private final Seats seats;
    private final Problems problems;

    CallerLimit(int perCallerMax, Problems problems) {
        this.seats = new Seats(perCallerMax);
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller == null || isService(caller)) {
            chain.doFilter(request, response);
            return;
        }
        Optional<Seats.Seat> seat = seats.take(caller.getName());
        if (seat.isEmpty()) {
            problems.write(ProblemException.of(ErrorCode.RATE_LIMITED).with("limit", seats.max()), request, response);
            return;
        }
        try (Seats.Seat _ = seat.get()) {
            chain.doFilter(request, response);
        }
    }

    private static boolean isService(Authentication caller) {
        return caller.getAuthorities().stream().anyMatch(role -> SERVICE.equals(role.getAuthority()));
    }
}
