package dev.atelier.saga.check;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Liveness over HTTP. */
@Configuration(proxyBeanMethods = false)
@Import(CheckController.class)
public class CheckConfiguration {}
