import { AsyncLocalStorage } from 'node:async_hooks';
import { AsyncLocalStorageProviderSingleton } from '@langchain/core/singletons';

// LangChain asks the run tree in its async storage whether to trace before it asks the environment (LANGSMITH_TRACING).
const UNTRACED = { tracingEnabled: false };

AsyncLocalStorageProviderSingleton.initializeGlobalInstance(new AsyncLocalStorage());

// For each function that it runs, LangGraph makes a LangSmith run tree with a random id, traced or not: 45 % of a turn's
// CPU. Nothing of ours reads its ambient configuration, so the functions run as they are, in the storage set below.
AsyncLocalStorageProviderSingleton.runWithConfig = (_config, callback) => callback();

/** Runs LangChain code that cannot send a trace to LangSmith, whatever the environment says. */
export const untraced = <T>(run: () => T): T => AsyncLocalStorageProviderSingleton.getInstance().run(UNTRACED, run);
