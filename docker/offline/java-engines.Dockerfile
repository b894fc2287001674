# Kafka, and a server that speaks MongoDB's protocol, from their published jars. For machines that cannot pull images, and
# for tests. The context is the folder that build-offline.sh fills.
ARG BASE_IMAGE
FROM ${BASE_IMAGE} AS java
RUN mkdir -p /usr/share/man/man1 && apt-get update -q \
 && apt-get install -yq --no-install-recommends openjdk-17-jdk-headless \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/*

FROM java AS runtime
WORKDIR /engine
COPY accepts-connections.sh ./
USER 10001:10001
STOPSIGNAL SIGTERM

FROM runtime AS kafka
LABEL org.opencontainers.image.title="kafka" \
      org.opencontainers.image.description="Apache Kafka from its jars, one node in KRaft mode. For tests only."
COPY kafka lib
COPY start-kafka.sh server.properties ./
EXPOSE 9092
HEALTHCHECK --interval=2s --timeout=2s --start-period=60s --retries=3 CMD ["bash", "accepts-connections.sh", "9092"]
ENTRYPOINT ["sh", "start-kafka.sh"]

FROM java AS compiled
COPY mongodb /engine/lib
COPY MongodbServer.java /engine/
RUN javac -cp '/engine/lib/*' -d /engine/classes /engine/MongodbServer.java

FROM runtime AS mongodb
LABEL org.opencontainers.image.title="mongodb-test-server" \
      org.opencontainers.image.description="mongo-java-server: speaks MongoDB's protocol, keeps everything in memory. For tests only."
COPY mongodb lib
COPY --from=compiled /engine/classes classes
EXPOSE 27017
HEALTHCHECK --interval=2s --timeout=2s --start-period=60s --retries=3 CMD ["bash", "accepts-connections.sh", "27017"]
ENTRYPOINT ["java", "-Xmx384m", "-XX:+UseSerialGC", "-cp", "lib/*:classes", "MongodbServer"]
