import { describe, expect, it } from 'vitest';
import { formOf, namedColumns, namedTwice, suggested, titleOf, type SheetColumn } from './plan';

const column = (position: number, label: string, types: string[], filled = 3): SheetColumn => ({ position, label, filled, samples: [], fits: types.map((type) => ({ type, title: {}, settings: type === 'number' ? { scale: 2 } : {} })) });
const sheet = suggested([column(0, '客户', ['text']), column(2, '数量', ['number', 'text']), column(3, '空', ['text'], 0), column(4, '乱', [])]);

describe('a form made of a sheet', () => {
  it('takes the likeliest type of every column that holds something', () => {
    expect(formOf(sheet, 'form1', ' 客户 ', 'zh-CN')).toEqual({
      kind: 'form', version: 1, id: 'form1', title: { 'zh-CN': '客户' }, title_field: 'f_1', search: ['f_1'],
      fields: [
        { id: 'f_1', type: 'text', label: { 'zh-CN': '客户' } },
        { id: 'f_3', type: 'number', label: { 'zh-CN': '数量' }, scale: 2 },
      ],
    });
    expect(namedColumns(sheet)).toBe('{"0":"f_1","2":"f_3"}');
  });

  it('follows what is changed', () => {
    const [first, second, ...rest] = sheet;
    const changed = [{ ...first!, isTaken: false }, { ...second!, type: 'text', label: '件数', isRequired: true }, ...rest];
    expect(formOf(changed, 'form1', '客户', 'zh-CN').fields).toEqual([{ id: 'f_3', type: 'text', label: { 'zh-CN': '件数' }, required: true }]);
    expect(namedColumns(changed)).toBe('{"2":"f_3"}');
  });

  it('tells names that stand twice', () => {
    expect(namedTwice(sheet)).toEqual(new Set());
    expect(namedTwice(sheet.map((one) => ({ ...one, label: '名称 ' })))).toEqual(new Set(['名称']));
  });

  it('calls the form as the file', () => {
    expect(titleOf('客户 2026.xlsx')).toBe('客户 2026');
  });
});
