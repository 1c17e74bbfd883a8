#!/bin/sh
# Takes out of node_modules what no process reads at run time: half of it, by size.
set -eu
cd "$1"

# Source maps, types, prose.
find . -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -iname 'changelog*' -o -iname 'readme*' \) -delete

# Prisma brings the compilers of every database it knows; ours is PostgreSQL.
find . -type f -path '*@prisma/client/runtime/*' \( -name '*cockroachdb*' -o -name '*mysql*' -o -name '*sqlite*' -o -name '*sqlserver*' \) -delete

# Of the API reference only the self-contained browser file is served.
find . -type f -path '*@scalar/api-reference/dist/*' ! -name standalone.js -delete
find . -type d -empty -delete
