import { defineConfig } from 'vitest/config';

/** These start processes, stop databases and play with sockets: each file gets a process of its own. */
const ALONE = ['faults', 'protocol', 'whole'].map((folder) => `test/${folder}/**/*.test.ts`);

const PATIENCE = { testTimeout: 30_000, hookTimeout: 30_000, teardownTimeout: 15_000 };

export default defineConfig({
  test: {
    // one database server for the run: not handed down to the projects, which would start their own
    globalSetup: ['test/support/mariadb.ts'],
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      { test: { ...PATIENCE, name: 'alone', include: ALONE } },
      {
        test: {
          ...PATIENCE,
          name: 'together',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ALONE,
          // loading the same modules for each file would be a third of the run
          isolate: false,
        },
      },
    ],
  },
});
