package dev.atelier.query.audit;

import dev.atelier.query.jobview.JobHistory;
import dev.atelier.query.log.EventLog;
import dev.atelier.query.log.Seals;
import dev.atelier.web.access.AdminReads;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The administrators' view. */
@Configuration(proxyBeanMethods = false)
public class AuditConfiguration {
    @Bean
    AdminReads adminReads() {
        return new AdminReads();
    }

    @Bean
    AuditController auditController(EventLog log, JobHistory history, Seals seals, AdminReads reads) {
        return new AuditController(new Timelines(log, history, seals), new Accounts(log), reads);
    }
}
