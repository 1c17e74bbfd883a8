# web: the dashboard, and the one address people use: /v1, /docs and /widget.js go on to the api.
# Built from the root of the repository: docker build -f infra/docker/web.Dockerfile .

FROM node:24.21.0-bookworm-slim AS workspace
RUN --mount=type=cache,target=/root/.npm npm install --global pnpm@12.21.0
WORKDIR /app
COPY pnpm-lock.yaml pnpm-workspace.yaml ./
COPY packages/shared/package.json packages/shared/
COPY packages/telemetry/package.json packages/telemetry/
COPY packages/service/package.json packages/service/
COPY packages/sdk/package.json packages/sdk/
COPY apps/web/package.json apps/web/

# What runs: no development tool, no binary of another platform, no install script.
FROM workspace AS dependencies
RUN --mount=type=cache,id=pnpm,target=/pnpm --mount=type=bind,source=infra/docker/prune.sh,target=/prune.sh \
    pnpm install --store-dir /pnpm --frozen-lockfile --ignore-scripts --prod --no-optional --filter '@parley/web...' \
    && sh /prune.sh node_modules

# What is made: the pages. No address goes into them; where the api is, the process is told when it starts.
FROM workspace AS build
RUN --mount=type=cache,id=pnpm,target=/pnpm \
    pnpm install --store-dir /pnpm --frozen-lockfile --ignore-scripts --filter '@parley/web...'
# Next wants these two within reach of the app, or installs them itself; in the repository they are the root's.
RUN --mount=type=cache,target=/root/.npm \
    npm install --prefix /opt typescript@7.0.2 @types/node@24.19.2 && ln -s /opt/node_modules /node_modules
COPY tsconfig.base.json ./
COPY packages/shared/src packages/shared/src
COPY packages/telemetry/src packages/telemetry/src
COPY packages/service/src packages/service/src
COPY packages/sdk/src packages/sdk/src
COPY apps/web apps/web
RUN --mount=type=cache,target=/app/apps/web/.next/cache node apps/web/src/build.ts

FROM node:24.21.0-bookworm-slim
WORKDIR /app
COPY --from=dependencies /app ./
COPY infra/docker/ready.mjs infra/docker/
COPY packages/shared/src packages/shared/src
COPY packages/telemetry/src packages/telemetry/src
COPY packages/service/src packages/service/src
COPY packages/sdk/src packages/sdk/src
COPY apps/web/next.config.mjs apps/web/
COPY apps/web/src apps/web/src
COPY --from=build /app/apps/web/.next apps/web/.next
ARG PARLEY_COMMIT=unknown
ENV NODE_ENV=production HOST=0.0.0.0 PARLEY_COMMIT=$PARLEY_COMMIT
LABEL org.opencontainers.image.title="Parley web" \
      org.opencontainers.image.description="The dashboard, and the one address people use: /v1, /docs and /widget.js go on to the api." \
      org.opencontainers.image.revision=$PARLEY_COMMIT
USER 1000:1000
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --start-interval=1s --retries=3 \
    CMD node infra/docker/ready.mjs ${WEB_PORT:-3000}
CMD ["node", "apps/web/src/main.ts"]
