import { cruise } from 'dependency-cruiser';
import { forbidden } from './rules.mjs';

const OPTIONS = {
  ruleSet: { forbidden },
  validate: true,
  tsPreCompilationDeps: true,
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '(next-env.d.ts|/\\.next/|/dist/|/generated/|^[^/]*/[^/]*/node_modules/)' },
  enhancedResolveOptions: {
    exportsFields: ['exports'],
    conditionNames: ['import', 'require', 'node', 'default', 'types'],
    extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
  },
};

/** Reads the folders and answers what breaks the rules, and how many modules were read: none read is no proof. */
export async function checkLayers(baseDir, folders) {
  const { output } = await cruise(folders, { ...OPTIONS, baseDir });
  const violations = output.summary.violations.map(({ rule, from, to, cycle }) =>
    cycle
      ? `${rule.name}: ${[from, ...cycle.map((step) => step.name)].join(' → ')}`
      : `${rule.name}: ${from} imports ${to}`,
  );
  const modules = output.modules.filter(({ source }) => /^(packages|apps)\/.*\.tsx?$/.test(source)).length;
  return { violations, modules };
}
