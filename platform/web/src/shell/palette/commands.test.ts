import { describe, expect, it } from 'vitest';
import { answering, grouped, remembered, type Command } from './commands';

const command = (title: string, hint = '进销存', group: Command['group'] = 'place'): Command => ({ id: title, group, title, hint, icon: '', spare: 'form', to: title });
const all = [command('新建采购订单', '进销存', 'action'), command('采购订单'), command('采购订单变更'), command('供应商')];
const titles = (commands: readonly Command[]) => commands.map((one) => one.title);

describe('the palette', () => {
  it('puts what is called so first, then what begins so', () => {
    expect(titles(answering(all, ' 采购订单 '))).toEqual(['采购订单', '采购订单变更', '新建采购订单']);
  });

  it('wants every word, in the title or in where it belongs', () => {
    expect(titles(answering(all, '进销 供应'))).toEqual(['供应商']);
    expect(answering(all, '进销 没有')).toEqual([]);
  });

  it('is found by the first letters of its pinyin, after what is called so', () => {
    expect(titles(answering(all, 'cgdd'))).toEqual(['采购订单', '采购订单变更', '新建采购订单']);
    expect(titles(answering([...all, command('CG 物料')], 'cg'))[0]).toBe('CG 物料');
    expect(titles(answering(all, 'jxc gys'))).toEqual(['供应商']);
  });

  it('offers everything while nothing is typed', () => {
    expect(answering(all, '  ')).toEqual(all);
  });

  it('draws groups in their order', () => {
    expect(grouped(all).map((one) => [one.group, one.commands.length])).toEqual([['place', 3], ['action', 1]]);
  });

  it('remembers the last places, each once', () => {
    expect(remembered(['/a', '/b', '/c', '/d', '/e', '/f'], '/c')).toEqual(['/c', '/a', '/b', '/d', '/e', '/f']);
    expect(remembered(['/a', '/b', '/c', '/d', '/e', '/f'], '/g')).toEqual(['/g', '/a', '/b', '/c', '/d', '/e']);
  });
});
