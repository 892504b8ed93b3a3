/** Builds the front end into the server's static files; in development proxies to Django. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const server = process.env['HUILIU_SERVER'] ?? 'http://127.0.0.1:8000';

/** antd's inputs look at the context of its Form: without this they bring the whole of it, since its package's entry ties all together. */
const formContextAlone: Plugin = {
  name: 'form-context-alone',
  enforce: 'pre',
  resolveId(source, importer) {
    const isContext = source === '@rc-component/form' && /antd[\\/]es[\\/]form[\\/]context\.js$/.test(importer ?? '');
    return isContext ? this.resolve('@rc-component/form/es/FormContext', importer) : null;
  },
};

/** Samples of kinds of nodes and steps are for the contract tests alone. */
const withoutSamples: Plugin = {
  name: 'without-samples',
  apply: 'build',
  enforce: 'pre',
  transform(code, id) {
    if (!/src[\\/]generated[\\/]\w+\.json$/.test(id)) return null;
    const isForTests = (key: string) => key === 'samples' || key === 'refused';
    return JSON.stringify(JSON.parse(code, (key, value: unknown) => (isForTests(key) ? undefined : value)));
  },
};

/** The server tells the browser with a page's first bytes which files it will want. */
const pagesForTheServer: Plugin = {
  name: 'pages-for-the-server',
  apply: 'build',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'pages.json', source: readFileSync(new URL('./src/shell/pages.json', import.meta.url)) });
  },
};

export default defineConfig(({ command }) => ({
  plugins: [react(), formContextAlone, withoutSamples, pagesForTheServer],
  base: command === 'build' ? '/static/app/' : '/',
  resolve: { alias: {
      '@': fileURLToPath(new URL('./src', import.meta.url)),
      // Its package only names the development build, a third larger.
      ...(command === 'build' && {
        'react-router/dom': fileURLToPath(new URL('./node_modules/react-router/dist/production/dom-export.mjs', import.meta.url)),
        'react-router': fileURLToPath(new URL('./node_modules/react-router/dist/production/index.mjs', import.meta.url)),
      }),
    } },
  server: {
    proxy: {
      '/api': { target: server, changeOrigin: false },
      '/ws': { target: server, ws: true },
    },
  },
  build: {
    outDir: '../backend/huiliu/server/static/app',
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: 'es2022',
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      // antd's inputs look at the context of its Form, whose package does not say that this is all they need.
      treeshake: { moduleSideEffects: [{ test: /@rc-component[\\/](form|async-validator)[\\/]/, sideEffects: false }] },
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|scheduler|react-router|@tanstack[\\/](query-core|react-query)|i18next)[\\/]/,
              priority: 30,
            },
            // What every page begins with comes in one file.
            { name: 'frame', test: /[\\/]src[\\/]/, tags: ['$initial'], priority: 25, includeDependenciesRecursively: false },
            {
              name: 'antd',
              test: /node_modules[\\/](antd|@ant-design|@rc-component|rc-[^\\/]+|@emotion|dayjs)[\\/]/,
              priority: 20,
              entriesAware: true,
              entriesAwareMergeThreshold: 15_000,
            },
            { name: 'codemirror', test: /node_modules[\\/](@codemirror|@lezer)[\\/]/, priority: 20 },
          ],
        },
      },
    },
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'bench/**/*.test.ts'],
    environment: 'node',
    restoreMocks: true,
  },
}));
