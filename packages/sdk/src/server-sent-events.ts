export type ServerSentEvent = {
  /** Send the newest one back as `Last-Event-ID` to go on from there. */
  id: string | null;
  event: string;
  data: string;
};

/** Lines end with LF, CR or CRLF; a CR at the very end of a chunk may be half of a CRLF, so it waits for the next one. */
const LINE_END = /\r\n|\n|\r(?!$)/;

/** The event stream format of the HTML standard: fields by line, an empty line sends the event. */
export async function* readServerSentEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerSentEvent, void> {
  let id: string | null = null;
  let event = 'message';
  let data: string[] = [];
  for await (const line of readLines(body)) {
    const [name, value] = splitField(line);
    if (name === 'data') data.push(value);
    if (name === 'event') event = value;
    if (name === 'id') id = value;
    if (line !== '') continue;
    if (data.length > 0) yield { id, event, data: data.join('\n') };
    event = 'message';
    data = [];
  }
}

async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<string, void> {
  // A reader, because Safari cannot iterate over a stream. Leaving the loop early closes the connection.
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      const lines = (rest + decoder.decode(chunk.value, { stream: true })).split(LINE_END);
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } finally {
    await reader.cancel();
  }
}

function splitField(line: string): [name: string, value: string] {
  const colon = line.indexOf(':');
  if (colon === -1) return [line, ''];
  return [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
}
