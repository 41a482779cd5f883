package io.poolscope.watch;

import java.util.List;

/** Whose code a class is, by the beginning of its name. A visible list: a library that is missing is one line. */
final class Libraries {
    /** The JDK. */
    private static final List<String> JDK = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "org.ietf.",
            "org.w3c.",
            "org.xml.",
            "org.jcp.",
            "netscape.");

    /** Well-known libraries, frameworks and languages: a wait inside them is charged to the frame that called them. */
    private static final List<String> KNOWN = List.of(
            "akka.",
            "brave.",
            "ch.qos.",
            "clojure.",
            "co.elastic.",
            "com.alibaba.druid.",
            "com.alibaba.dubbo.",
            "com.amazonaws.",
            "com.azure.",
            "com.codahale.",
            "com.couchbase.client.",
            "com.datastax.",
            "com.fasterxml.",
            "com.github.benmanes.",
            "com.google.api.",
            "com.google.cloud.",
            "com.google.common.",
            "com.google.gson.",
            "com.google.inject.",
            "com.google.protobuf.",
            "com.hazelcast.",
            "com.ibm.db2.",
            "com.ibm.mq.",
            "com.lmax.",
            "com.mchange.",
            "com.microsoft.azure.",
            "com.microsoft.sqlserver.",
            "com.mongodb.",
            "com.mysql.",
            "com.netflix.",
            "com.rabbitmq.",
            "com.squareup.",
            "com.twitter.util.",
            "com.typesafe.",
            "com.vaadin.",
            "com.zaxxer.",
            "dev.failsafe.",
            "feign.",
            "freemarker.",
            "graphql.",
            "groovy.",
            "io.agroal.",
            "io.confluent.",
            "io.dropwizard.",
            "io.grpc.",
            "io.helidon.",
            "io.jaegertracing.",
            "io.ktor.",
            "io.lettuce.",
            "io.micrometer.",
            "io.micronaut.",
            "io.minio.",
            "io.nats.",
            "io.netty.",
            "io.opencensus.",
            "io.opentelemetry.",
            "io.opentracing.",
            "io.projectreactor.",
            "io.prometheus.",
            "io.quarkus.",
            "io.r2dbc.",
            "io.reactivex.",
            "io.resilience4j.",
            "io.smallrye.",
            "io.swagger.",
            "io.undertow.",
            "io.vavr.",
            "io.vertx.",
            "jakarta.",
            "kotlin.",
            "kotlinx.",
            "liquibase.",
            "lombok.",
            "net.bytebuddy.",
            "net.sf.cglib.",
            "net.sf.ehcache.",
            "net.sf.hibernate.",
            "net.sourceforge.jtds.",
            "net.spy.memcached.",
            "okhttp3.",
            "okio.",
            "oracle.jdbc.",
            "oracle.net.",
            "oracle.sql.",
            "oracle.ucp.",
            "org.apache.",
            "org.aopalliance.",
            "org.aspectj.",
            "org.assertj.",
            "org.awaitility.",
            "org.codehaus.",
            "org.eclipse.",
            "org.ehcache.",
            "org.elasticsearch.",
            "org.flywaydb.",
            "org.glassfish.",
            "org.gradle.",
            "org.graalvm.",
            "org.h2.",
            "org.hibernate.",
            "org.hsqldb.",
            "org.infinispan.",
            "org.jboss.",
            "org.jdbi.",
            "org.jooq.",
            "org.joda.",
            "org.jruby.",
            "org.junit.",
            "org.mariadb.",
            "org.mockito.",
            "org.mongodb.",
            "org.mozilla.",
            "org.mybatis.",
            "org.neo4j.",
            "org.opensearch.",
            "org.osgi.",
            "org.postgresql.",
            "org.quartz.",
            "org.reactivestreams.",
            "org.redisson.",
            "org.slf4j.",
            "org.springframework.",
            "org.sqlite.",
            "org.testcontainers.",
            "org.testng.",
            "org.thymeleaf.",
            "org.wildfly.",
            "org.xnio.",
            "org.yaml.",
            "org.zeromq.",
            "play.",
            "reactor.",
            "redis.clients.",
            "retrofit2.",
            "rx.",
            "scala.",
            "software.amazon.",
            "zio.",
            "zipkin2.");

    /** poolscope's own packages at run time; the demo and the programs of its tests are applications. */
    private static final List<String> OWN = List.of(
            "io.poolscope.agent.",
            "io.poolscope.attach.",
            "io.poolscope.bootstrap.",
            "io.poolscope.bridge.",
            "io.poolscope.cli.",
            "io.poolscope.control.",
            "io.poolscope.finding.",
            "io.poolscope.gate.",
            "io.poolscope.jdk.",
            "io.poolscope.junit.",
            "io.poolscope.launcher.",
            "io.poolscope.pool.",
            "io.poolscope.probe.",
            "io.poolscope.report.",
            "io.poolscope.rule.",
            "io.poolscope.snapshot.",
            "io.poolscope.testrun.",
            "io.poolscope.watch.");

    private Libraries() {}

    static boolean isJdk(String className) {
        return startsWithAny(className, JDK);
    }

    static boolean isKnown(String className) {
        return startsWithAny(className, KNOWN);
    }

    static boolean isOwn(String className) {
        return className.startsWith("io.poolscope.") && startsWithAny(className, OWN);
    }

    private static boolean startsWithAny(String className, List<String> prefixes) {
        for (String prefix : prefixes) {
            if (className.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
