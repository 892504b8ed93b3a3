/** The keys of the permission editor: what they do to the selected group. */
import { useTreeKeys } from '../lib/tree-keys';
import { usePermission } from './context';
import { isDrawable, type GroupDocument } from './document';
import { useRemoveGroup } from './remove';
import { copied, type GroupsDesign } from './store';
import type { Target } from './shape';

const KEY = 'huiliu/permission-group';

export function useGroupKeys(design: GroupsDesign): void {
  const { target } = usePermission();
  const remove = useRemoveGroup();
  const state = design.getState;
  useTreeKeys({
    selected: () => state().selected,
    undo: () => design.temporal.getState().undo(),
    redo: () => design.temporal.getState().redo(),
    remove,
    duplicate: (id) => state().duplicate(id),
    nudge: (id, by) => state().nudge(id, by),
    leave: () => state().select(null),
    copy: () => {
      const { doc, selected } = state();
      const group = doc.groups.find((one) => one.id === selected);
      return group ? JSON.stringify({ [KEY]: group }) : null;
    },
    paste: (text) => {
      const group = pasted(text, target);
      if (!group) return false;
      state().add({ ...copied(group, state().doc), title: group.title });
      return true;
    },
  });
}

/** A group that was copied here or beside another form: its rights on fields that are here too. Null for any other text. */
export function pasted(text: string, target: Target): GroupDocument | null {
  if (!text.includes(KEY)) return null;
  try {
    const group = (JSON.parse(text) as Record<string, GroupDocument>)[KEY];
    if (!group || !isDrawable(group)) return null;
    if (group[target.on] === target.id) return group;
    return elsewhere(group, target);
  } catch {
    return null; // somebody pasted other text
  }
}

/** Rows stay as they are: without them the group would reach everything. Fields that are not here are named as problems. */
function elsewhere({ title, members, actions, fields, rows }: GroupDocument, target: Target): GroupDocument {
  const here = new Set(['*', ...target.sections.flatMap((one) => one.places.map((place) => place.path))]);
  const kept = Object.fromEntries(Object.entries(fields ?? {}).filter(([path]) => here.has(path)));
  return { kind: 'permission', version: 1, id: '', [target.on]: target.id, title, members, ...(actions ? { actions } : {}), ...(Object.keys(kept).length > 0 ? { fields: kept } : {}), ...(rows ? { rows } : {}) };
}
