/** What one field type shows: the contract that every file in `fields/` fulfils. */
import { createContext, useContext, type ComponentType } from 'react';
import type { Field, FieldOf, FieldType, FieldValue, FormValues, Operator } from '@/core/documents';
import type { Language, Words } from '@/core/words';
import type { IconName } from '@/ui/icons';

export interface InputProps<F extends Field = Field> {
  id?: string;
  field: F;
  value: FieldValue;
  /** `also`: values copied along by a reference, by the ids of the fields beside it. */
  onChange: (value: FieldValue, also?: FormValues) => void;
  isReadonly?: boolean;
  hasError?: boolean;
  /** In a grid cell: no border, opens at once, keys go to the grid. */
  inGrid?: boolean;
  /** The letter that opened it in a grid, for an input that opens a window of its own. */
  typed?: string;
  /** The path of the field in its form: `lines.product`. */
  path: string;
}

export interface CellProps<F extends Field = Field> {
  field: F;
  value: FieldValue;
}

/** A value, and what it brings to the fields beside it. */
export interface Named {
  value: FieldValue;
  also: FormValues;
}

export interface FieldUi<F extends Field = Field> {
  words: Words;
  /** What a person gets out of it; a line in the designer's palette. */
  help: Words;
  icon: IconName;
  group: 'basic' | 'choice' | 'link' | 'advanced' | 'layout';
  Input: ComponentType<InputProps<F>>;
  Cell: ComponentType<CellProps<F>>;
  /** The value as plain words: a grid's resting cell, copied text, a card on a phone. */
  text: (value: FieldValue, field: F, language: Language) => string;
  /** What was pasted as a value; undefined: it cannot be one. */
  read?: (text: string, field: F, language: Language) => FieldValue | undefined;
  /** What pasted texts mean, where only the server knows. A text left out names nothing; null: several things. */
  look?: (texts: readonly string[], field: F, path: string, place: FieldPlace) => Promise<Map<string, Named | null>>;
  operators: readonly Operator[];
  /** How the value of a filter is entered, when not by `Input`. */
  filterAs?: 'text' | 'many' | 'self';
  isSortable: boolean;
  /** Shown, never entered. */
  isComputed?: boolean;
  /** Column width in lists and grids. */
  width: number;
  align?: 'right';
  /** A new field of the type, for the designer. */
  create: (id: string) => F;
}

/** Types a definition against its own field; the registry sees all fields alike. */
export function defineField<T extends FieldType>(_type: T, definition: FieldUi<FieldOf<T>>): FieldUi {
  return definition as unknown as FieldUi; // the registry hands each definition only its own fields
}

/** Where an input stands: pickers and uploads ask the server through it. */
export interface FieldPlace {
  app: string;
  form: string;
  /** The values around the input, for filters that read them. */
  values: (path: string) => FormValues;
}

const PlaceContext = createContext<FieldPlace>({ app: '', form: '', values: () => ({}) });
export const FieldPlaceProvider = PlaceContext.Provider;
export const useFieldPlace = () => useContext(PlaceContext);

export const ORDERED: readonly Operator[] = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'between', 'empty', 'not_empty'];
export const CHOSEN: readonly Operator[] = ['in', 'not_in', 'eq', 'ne', 'empty', 'not_empty'];
export const TEXTUAL: readonly Operator[] = ['contains', 'not_contains', 'eq', 'ne', 'starts_with', 'empty', 'not_empty'];
