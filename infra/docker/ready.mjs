// The health check of every image: `node ready.mjs <port>`. Exit code 0 when the process there is ready for work; what it
// lacks is in its own words, for `docker inspect`.
const [port] = process.argv.slice(2);
try {
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(3_000) });
  if (!answer.ok) fail(await answer.text());
} catch (error) {
  fail(error.cause?.message ?? error.message);
}

function fail(why) {
  console.error(why);
  process.exitCode = 1;
}
