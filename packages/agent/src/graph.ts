/** Raised when a journal of the graph before would not be resumed the same way. */
export const GRAPH_VERSION = 2;

// LangGraph takes 400 ms to load: a process is up before that, and calls this when it is.
export const preloadGraph = () => import('./run-graph.ts');
