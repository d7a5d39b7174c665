# The images of the three services: docker build --target api-service (ingest-worker, convert-worker). docker-compose.yml builds all.

FROM eclipse-temurin:25-jdk AS build
WORKDIR /project
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -ntp -q package -Dmaven.test.skip=true -Dspotless.check.skip=true -pl api-service,ingest-worker,convert-worker -am
# layers: what changes seldom (the libraries) is apart from what changes with each build
RUN java -Djarmode=tools -jar api-service/target/api-service-0.1.0-SNAPSHOT-exec.jar \
      extract --layers --application-filename app.jar --destination /layers/api-service
RUN java -Djarmode=tools -jar ingest-worker/target/ingest-worker-0.1.0-SNAPSHOT-exec.jar \
      extract --layers --application-filename app.jar --destination /layers/ingest-worker
RUN java -Djarmode=tools -jar convert-worker/target/convert-worker-0.1.0-SNAPSHOT-exec.jar \
      extract --layers --application-filename app.jar --destination /layers/convert-worker

# What all three have in common. Nothing is written but to /tmp and /var/lib/diskmill.
FROM eclipse-temurin:25-jre AS service
RUN install -d -o 10001 -g 10001 /var/lib/diskmill
WORKDIR /app
# what is to be reached from outside the container's network is said by who publishes its port
ENV SERVER_ADDRESS=0.0.0.0
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "-jar", "app.jar"]

FROM service AS api-service
COPY --from=build /layers/api-service/dependencies/ ./
COPY --from=build /layers/api-service/spring-boot-loader/ ./
COPY --from=build /layers/api-service/snapshot-dependencies/ ./
COPY --from=build /layers/api-service/application/ ./
USER 10001:10001
EXPOSE 9292
HEALTHCHECK --interval=10s --timeout=5s --start-period=180s --retries=6 \
  CMD ["curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:9292/healthcheck"]

FROM service AS ingest-worker
COPY --from=build /layers/ingest-worker/dependencies/ ./
COPY --from=build /layers/ingest-worker/spring-boot-loader/ ./
COPY --from=build /layers/ingest-worker/snapshot-dependencies/ ./
COPY --from=build /layers/ingest-worker/application/ ./
USER 10001:10001
EXPOSE 9401
HEALTHCHECK --interval=10s --timeout=5s --start-period=180s --retries=6 \
  CMD ["curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:9401/actuator/health/readiness"]

FROM service AS convert-worker
RUN apt-get update \
 && apt-get install -y --no-install-recommends qemu-utils \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /layers/convert-worker/dependencies/ ./
COPY --from=build /layers/convert-worker/spring-boot-loader/ ./
COPY --from=build /layers/convert-worker/snapshot-dependencies/ ./
COPY --from=build /layers/convert-worker/application/ ./
USER 10001:10001
EXPOSE 9402
HEALTHCHECK --interval=10s --timeout=5s --start-period=180s --retries=6 \
  CMD ["curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:9402/actuator/health/readiness"]
