/** Rules of the front end; the import walls hold the layers: fields and pages → ui → core. */
import hooks from 'eslint-plugin-react-hooks';
import ts from 'typescript-eslint';

const wall = (files, group, message, ignores = []) => ({
  files,
  ignores,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] },
});

const react = ['react', 'react-dom', 'react-dom/*', 'react-router', 'antd', 'antd/*', '@tanstack/*', '@ant-design/*'];

export default ts.config(
  { ignores: ['src/generated/**', 'node_modules/**'] },
  ...ts.configs.recommended,
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-unused-expressions': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': ['error', { selector: "ImportDeclaration[source.value='react'] > ImportSpecifier[imported.name='lazy']", message: 'late() of ui/late.tsx draws what comes 300 ms sooner.' }],
    },
  },
  wall(
    ['src/core/**'],
    [...react, '@/ui/*', '@/fields', '@/fields/*', '@/runtime/*', '@/designer/*', '@/shell/*'],
    'core/ is plain TypeScript: no React and none of the layers above it.',
    ['src/core/**/*.test.{ts,tsx}'],
  ),
  wall(
    ['src/ui/**'],
    ['@/fields', '@/fields/*', '@/runtime/*', '@/designer/*', '@/shell/*'],
    'ui/ knows no field, page or designer: hand what it needs in as props.',
  ),
  wall(
    ['src/fields/**'],
    ['@/runtime/*', '@/designer/*', '@/shell/*'],
    'A field knows only ui/ and core/.',
  ),
  wall(
    ['src/runtime/**'],
    ['@/designer/*', '@/shell/*'],
    'Pages that people run know neither the designer nor the shell.',
  ),
);
