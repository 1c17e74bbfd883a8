import { addressOf, type ChildFacts } from '../environment/child-env.ts';
import { openSession, whoAnswers } from '../hello/ask-api.ts';
import { renderBox } from '../terminal/box.ts';
import { seconds } from '../terminal/seconds.ts';
import type { House } from './house.ts';
import { addressesOf, helloCommand, summaryRows } from './summary.ts';

/** The last word of a start: where everything is, and a command that shows it working. */
export async function greet(house: House, facts: ChildFacts): Promise<void> {
  const { terminal, runFile, phases } = house;
  const apiUrl = addressOf('api', facts);
  runFile.update({ addresses: addressesOf(facts) });
  const [model, command] = await Promise.all([whoAnswers(apiUrl), makeCommand(facts, apiUrl)]);
  const rows = summaryRows({ facts, model, readyInSeconds: seconds(performance.now()) });
  phases.close();
  terminal.write(`\n${renderBox(terminal, 'Parley is running', rows)}\n`);
  if (command) terminal.write(`\nSay something as a visitor, from another terminal:\n\n${command}\n\n`);
}

async function makeCommand(facts: ChildFacts, apiUrl: string): Promise<string | null> {
  if (facts.mode === 'production') return null;
  const origin = addressOf('street', facts);
  const { token } = await openSession(apiUrl, origin, facts.channelId);
  return helloCommand(apiUrl, origin, token);
}
