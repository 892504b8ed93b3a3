/** How a type of field declares its settings; the panel draws them. */
import type { ComponentType } from 'react';
import type { Field, FieldOf, FieldType } from '@/core/documents';

export interface SettingProps<F extends Field = Field> {
  field: F;
  path: string;
  /** undefined takes a setting away. */
  patch: (changes: Readonly<Record<string, unknown>>) => void;
}

interface Base {
  /** The key in the document, and of its words: `set.<key>` unless `words` says otherwise. */
  key: string;
  words?: string;
  hint?: string;
  /** Folded away at first. */
  isRare?: boolean;
}

export type Setting =
  | (Base & { kind: 'integer'; min: number; max: number; fallback: number })
  | (Base & { kind: 'decimal' })
  | (Base & { kind: 'text' })
  | (Base & { kind: 'switch' })
  | (Base & { kind: 'words' })
  | (Base & { kind: 'one_of'; values: readonly string[]; fallback: string; prefix: string })
  | (Base & { kind: 'own'; Control: ComponentType<SettingProps> });

/** Of one type. `hides` names common settings that make no sense for it. */
export interface TypeSettings {
  settings: readonly Setting[];
  hides?: readonly Common[];
  /** What a new field of the type starts with, besides what the type itself says. */
  starts?: Readonly<Record<string, unknown>>;
}
export type Common = 'required' | 'readonly' | 'unique' | 'default' | 'placeholder' | 'width' | 'help' | 'visible_when' | 'display';

export function settingsOf<T extends FieldType>(_type: T, given: TypeSettings): TypeSettings {
  return given;
}

/** A control written for its own type; the registry hands it only such fields. */
export function own<T extends FieldType>(_type: T, Control: ComponentType<SettingProps<FieldOf<T>>>): ComponentType<SettingProps> {
  return Control as unknown as ComponentType<SettingProps>;
}
