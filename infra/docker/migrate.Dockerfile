# migrate: brings the database up to this release, as its owner, and ends: tables, roles, queue.
# Built from the root of the repository: docker build -f infra/docker/migrate.Dockerfile .

FROM node:24.21.0-bookworm-slim AS workspace
RUN --mount=type=cache,target=/root/.npm npm install --global pnpm@12.21.0
WORKDIR /app
COPY pnpm-lock.yaml pnpm-workspace.yaml ./
COPY packages/shared/package.json packages/shared/
COPY packages/telemetry/package.json packages/telemetry/
COPY packages/db/package.json packages/db/
COPY packages/queue/package.json packages/queue/
COPY packages/channels/package.json packages/channels/
COPY packages/service/package.json packages/service/
COPY packages/core/package.json packages/core/
COPY packages/launcher/package.json packages/launcher/

# What runs: no development tool, no binary of another platform, no install script.
FROM workspace AS dependencies
RUN --mount=type=cache,id=pnpm,target=/pnpm --mount=type=bind,source=infra/docker/prune.sh,target=/prune.sh \
    pnpm install --store-dir /pnpm --frozen-lockfile --ignore-scripts --prod --no-optional --filter '@parley/launcher...' \
    && sh /prune.sh node_modules

FROM node:24.21.0-bookworm-slim
WORKDIR /app
COPY --from=dependencies /app ./
COPY infra/docker/migrate.mts infra/docker/
COPY packages/shared/src packages/shared/src
COPY packages/telemetry/src packages/telemetry/src
COPY packages/db/src packages/db/src
COPY packages/queue/src packages/queue/src
COPY packages/channels/src packages/channels/src
COPY packages/service/src packages/service/src
COPY packages/core/src packages/core/src
COPY packages/launcher/src packages/launcher/src
COPY packages/db/prisma packages/db/prisma
ARG PARLEY_COMMIT=unknown
ENV NODE_ENV=production PARLEY_COMMIT=$PARLEY_COMMIT
LABEL org.opencontainers.image.title="Parley migrate" \
      org.opencontainers.image.description="Brings the database up to this release, as its owner, and ends: tables, roles, queue." \
      org.opencontainers.image.revision=$PARLEY_COMMIT
USER 1000:1000
CMD ["node", "infra/docker/migrate.mts"]
