/** The settings of every type of field, found by file name; an unknown type has the common ones only. */
import { registryOf } from '@/core/registry';
import type { TypeSettings } from '../settings/setting';

export const typeSettings = registryOf(
  import.meta.glob<TypeSettings>(['./*.ts', './*.tsx', '!./index.ts'], { eager: true, import: 'default' }),
  'section',
);
