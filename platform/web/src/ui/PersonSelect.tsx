/** Choosing a member or a department. */
import { useQueryClient } from '@tanstack/react-query';
import type { PersonValue } from '@/core/documents';
import { findPeople, type PersonKind } from './find-people';
import { RemoteSelect } from './RemoteSelect';

interface PersonSelectProps {
  id?: string | undefined;
  kind: PersonKind;
  value: PersonValue | null;
  onChange: (value: PersonValue | null) => void;
  isReadonly?: boolean | undefined;
  hasError?: boolean | undefined;
  inGrid?: boolean | undefined;
  placeholder?: string | undefined;
  label?: string | undefined;
}

export function PersonSelect({ kind, value, onChange, ...rest }: PersonSelectProps) {
  const queries = useQueryClient();
  return (
    <RemoteSelect<PersonValue>
      {...rest}
      value={value ? { id: value.id, title: value.name } : null}
      listKey={['people', kind]}
      load={async (search, signal) => {
        const found = await findPeople(queries, kind, search, signal);
        return found.map((item) => ({ id: item.id, title: item.name, item }));
      }}
      onChange={(choice) => onChange(choice ? { id: choice.id, name: choice.title } : null)}
    />
  );
}

export function asPerson(value: unknown): PersonValue | null {
  if (typeof value === 'string') return { id: value, name: value };
  if (typeof value === 'object' && value !== null && 'id' in value && 'name' in value) return { id: String(value.id), name: String(value.name) };
  return null;
}
