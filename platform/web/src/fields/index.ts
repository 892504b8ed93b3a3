/** All field types, found by file name. A type this browser does not know reads as text. */
import { registryOf } from '@/core/registry';
import type { FieldUi } from './definition';

export const fields = registryOf(
  import.meta.glob<FieldUi>(['./*.tsx', '!./*.test.tsx'], { eager: true, import: 'default' }),
  'text',
);
