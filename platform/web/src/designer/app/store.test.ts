import { describe, expect, it } from 'vitest';
import { entryTarget, groupsOf, groupTarget, itemsOf, unplaced, type AppDocument } from './document';
import { createAppDesign } from './store';

const app: AppDocument = {
  kind: 'app', version: 1, id: 'app', title: { 'zh-CN': '门店' },
  groups: [
    { id: 'buy', title: { 'zh-CN': '采购' }, items: [{ id: 'a', kind: 'form', key: 'order' }, { id: 'b', kind: 'form', key: 'receipt' }] },
    { id: 'sell', title: { 'zh-CN': '销售' } },
  ],
};
const design = () => createAppDesign(app, () => 0);
const shape = (doc: AppDocument) => groupsOf(doc).map((group) => [group.id, ...itemsOf(group).map((one) => one.id)]);

describe('the app under design', () => {
  it('moves an entry within its group, counted as they stood before', () => {
    const { getState } = design();
    getState().move('a', { group: 'buy', index: 2 });
    expect(shape(getState().doc)).toEqual([['buy', 'b', 'a'], ['sell']]);
  });

  it('moves an entry into another group, and undo brings it back', () => {
    const made = design();
    made.getState().move('a', { group: 'sell', index: 0 });
    expect(shape(made.getState().doc)).toEqual([['buy', 'b'], ['sell', 'a']]);
    made.temporal.getState().undo();
    expect(made.getState().doc).toBe(app);
  });

  it('is left alone when nothing moves', () => {
    const made = design();
    made.getState().move('a', { group: 'buy', index: 1 });
    made.getState().nudge(entryTarget('a'), -1);
    made.getState().nudge(groupTarget('sell'), 1);
    made.getState().moveGroup('buy', 1);
    expect(made.getState().doc).toBe(app);
    expect(made.temporal.getState().pastStates).toEqual([]);
  });

  it('nudges entries and groups by one place', () => {
    const { getState } = design();
    getState().nudge(entryTarget('a'), 1);
    getState().nudge(groupTarget('buy'), 1);
    expect(shape(getState().doc)).toEqual([['sell'], ['buy', 'b', 'a']]);
  });

  it('adds after what is selected; an app without groups gets one', () => {
    const { getState } = design();
    getState().select(entryTarget('a'));
    getState().add({ kind: 'ledger', key: 'stock' });
    expect(shape(getState().doc)).toEqual([['buy', 'a', 'e_aaaa', 'b'], ['sell']]);
    const empty = createAppDesign({ kind: 'app', version: 1, id: 'app', title: app.title }, () => 0);
    empty.getState().add({ kind: 'ledger', key: 'stock' });
    expect(shape(empty.getState().doc)).toEqual([['g_aaaa', 'e_aaaa']]);
  });

  it('gives back what stood in a group that is removed', () => {
    const { getState } = design();
    getState().remove(groupTarget('buy'));
    const all = [{ kind: 'form', key: 'order', title: {}, icon: '' }, { kind: 'form', key: 'receipt', title: {}, icon: '' }] as const;
    expect(unplaced(getState().doc, all).map((one) => one.key)).toEqual(['order', 'receipt']);
  });
});
