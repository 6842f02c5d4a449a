# Both images, built from the sources; nothing but a container engine is needed.
#
#   docker build --target command -t thalweg/command .    the thalweg command, with trainers: PyTorch and ND4J are in it
#   docker build -t thalweg/processor .                   the service: no PyTorch, no ND4J, no broker
#
# docs/operations.md has their sizes, and what they may be given.
ARG JDK=eclipse-temurin:17-jdk-jammy
ARG BASE=debian:bookworm-slim

FROM ${JDK} AS build
WORKDIR /src
COPY . .
RUN ./mvnw -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true -pl stream-processor,cli -am package \
    && cp stream-processor/target/stream-processor-*.jar stream-processor/target/dist/lib/ \
    && deployment/image/runtime /opt/service-java service \
    && deployment/image/runtime /opt/command-java command

FROM ${BASE} AS base
# A fixed number, so that volumes keep their owner and Kubernetes can tell that it is not root.
RUN groupadd --system --gid 10001 thalweg \
    && useradd --system --uid 10001 --gid thalweg --home-dir /var/lib/thalweg --no-create-home --shell /usr/sbin/nologin thalweg \
    && install -d -o thalweg -g thalweg /var/lib/thalweg
# All that is ever written: state, and what libraries unpack. The rest may be read-only.
VOLUME ["/var/lib/thalweg", "/tmp"]
WORKDIR /var/lib/thalweg
LABEL org.opencontainers.image.title="Thalweg" \
      org.opencontainers.image.licenses="Apache-2.0"

FROM base AS command
LABEL org.opencontainers.image.description="The thalweg command: topics, manifolds, trainers of the demo"
# /tmp is volatile; what PyTorch unpacks is kept with the data.
ENV THALWEG_JAVA=/opt/java \
    DJL_CACHE_DIR=/var/lib/thalweg/djl
COPY --from=build /opt/command-java /opt/java
COPY --from=build /src/cli/target/dist/lib /opt/thalweg/cli/target/dist/lib
COPY --from=build /src/thalweg /src/LICENSE /src/NOTICE /opt/thalweg/
COPY --from=build /src/cli/target/dist/sbom.json /opt/thalweg/sbom.json
USER 10001:10001
ENTRYPOINT ["/opt/thalweg/thalweg"]
CMD ["--help"]

FROM base AS processor
LABEL org.opencontainers.image.description="The Thalweg stream processor"
# Within a container "all addresses" are those that it is given; who may reach it is said outside.
ENV THALWEG_STATE_DIR=/var/lib/thalweg \
    THALWEG_HTTP_HOST=0.0.0.0
COPY --from=build /opt/service-java /opt/java
COPY --from=build /src/stream-processor/target/dist/lib /opt/thalweg/lib
COPY --from=build /src/stream-processor/target/dist/sbom.json /src/LICENSE /src/NOTICE /opt/thalweg/
COPY --from=build /src/deployment/image/health /opt/thalweg/health
USER 10001:10001
EXPOSE 8787
HEALTHCHECK --interval=30s --timeout=6s --start-period=90s --retries=3 CMD ["/opt/thalweg/health", "live"]
# The heap is half of the container's memory; JDK_JAVA_OPTIONS adds to what is here. Serial: chunks of nearly 1 MB would be humongous to G1.
# What is fetched, up to 40 MB at a time, is to die young: half of the heap for that, and half of this half for survivors.
ENTRYPOINT ["/opt/java/bin/java", "-XX:+UseSerialGC", "-XX:NewRatio=1", "-XX:SurvivorRatio=2", "-XX:+UseTransparentHugePages", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "-Dfile.encoding=UTF-8", "--add-modules", "jdk.incubator.vector", "-cp", "/opt/thalweg/lib/*", "io.thalweg.processor.Main"]
