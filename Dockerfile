# The command line in a container; by default a mock EVerest for the broker that the name "broker" leads to.
# docs/mock-server.md#in-containers explains how to use it.

FROM node:22-alpine AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
# The package as npm publishes it: it has no dependencies.
RUN npm pack && mkdir /package && tar -xzf asyncapi-bindgen-*.tgz -C /package --strip-components=1

FROM node:22-alpine
COPY --from=build /package /opt/asyncapi-bindgen
RUN ln -s /opt/asyncapi-bindgen/bin/asyncapi-bindgen.js /usr/local/bin/asyncapi-bindgen
USER node
WORKDIR /work
ENTRYPOINT ["asyncapi-bindgen"]
CMD ["mock", "--everest", "--broker", "mqtt://broker:1883", "--control-port", "9000"]
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:9000/health').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
