# api: the door: channels in, the public API, its reference and the chat widget.
# Built from the root of the repository: docker build -f infra/docker/api.Dockerfile .

FROM node:24.21.0-bookworm-slim AS workspace
RUN --mount=type=cache,target=/root/.npm npm install --global pnpm@12.21.0
WORKDIR /app
COPY pnpm-lock.yaml pnpm-workspace.yaml ./
COPY packages/shared/package.json packages/shared/
COPY packages/telemetry/package.json packages/telemetry/
COPY packages/service/package.json packages/service/
COPY packages/db/package.json packages/db/
COPY packages/queue/package.json packages/queue/
COPY packages/channels/package.json packages/channels/
COPY packages/core/package.json packages/core/
COPY packages/agent/package.json packages/agent/
COPY packages/widget/package.json packages/widget/
COPY apps/api/package.json apps/api/

# What runs: no development tool, no binary of another platform, no install script.
FROM workspace AS dependencies
RUN --mount=type=cache,id=pnpm,target=/pnpm --mount=type=bind,source=infra/docker/prune.sh,target=/prune.sh \
    pnpm install --store-dir /pnpm --frozen-lockfile --ignore-scripts --prod --no-optional --filter '@parley/api...' \
    && sh /prune.sh node_modules

# What is made: the typed database client, the widget’s script.
FROM workspace AS build
RUN --mount=type=cache,id=pnpm,target=/pnpm \
    pnpm install --store-dir /pnpm --frozen-lockfile --ignore-scripts --filter '@parley/db...' --filter '@parley/widget...'
COPY packages/db/prisma/schema.prisma packages/db/prisma/
COPY packages/db/src/migrate packages/db/src/migrate
RUN node -e "import('./packages/db/src/migrate/generate.ts').then(({ generateClient }) => generateClient())"
COPY packages/shared/src packages/shared/src
COPY packages/widget/src packages/widget/src
RUN node -e "import('./packages/widget/src/build.ts').then(({ buildWidget }) => buildWidget())"

FROM node:24.21.0-bookworm-slim
WORKDIR /app
COPY --from=dependencies /app ./
COPY --from=build /app/packages/db/src/generated packages/db/src/generated
COPY --from=build /app/packages/widget/dist packages/widget/dist
COPY infra/docker/ready.mjs infra/docker/
COPY packages/shared/src packages/shared/src
COPY packages/telemetry/src packages/telemetry/src
COPY packages/service/src packages/service/src
COPY packages/db/src packages/db/src
COPY packages/queue/src packages/queue/src
COPY packages/channels/src packages/channels/src
COPY packages/core/src packages/core/src
COPY packages/agent/src packages/agent/src
COPY packages/widget/src packages/widget/src
COPY apps/api/src apps/api/src
ARG PARLEY_COMMIT=unknown
ENV NODE_ENV=production HOST=0.0.0.0 PARLEY_COMMIT=$PARLEY_COMMIT
LABEL org.opencontainers.image.title="Parley api" \
      org.opencontainers.image.description="The door: channels in, the public API, its reference and the chat widget." \
      org.opencontainers.image.revision=$PARLEY_COMMIT
USER 1000:1000
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --start-interval=1s --retries=3 \
    CMD node infra/docker/ready.mjs ${API_PORT:-4000}
CMD ["node", "apps/api/src/main.ts"]
