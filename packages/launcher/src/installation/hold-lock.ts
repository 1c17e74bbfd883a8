import { accessSync, constants, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Refusal } from '../refusal.ts';

export type Lock = { release(): void };

const SQLITE_BUSY = 5;

/**
 * A lock that the kernel gives back when its holder dies, however it dies: SQLite's lock on an empty file.
 * (A file that says "I run" outlives a kill -9, and a process id may by then be another's.)
 */
export function holdLock(path: string): Lock | null {
  const db = openFile(path);
  try {
    db.exec('PRAGMA journal_mode = memory; BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return null;
    throw error;
  }
  return { release: () => db.close() };
}

function openFile(path: string): DatabaseSync {
  try {
    mkdirSync(dirname(path), { recursive: true });
    accessSync(dirname(path), constants.W_OK);
    return new DatabaseSync(path, { timeout: 0 });
  } catch (cause) {
    throw new Refusal(`${dirname(path)} cannot be written. Does it belong to another account, from an earlier start?`, {
      cause,
    });
  }
}
