/** The settings of the selected field: its own type's first, the common ones, the rare ones folded. */
import { Input, Segmented, Select, Switch } from 'antd';
import { useDeferredValue, useState } from 'react';
import type { Field } from '@/core/documents';
import { fields } from '@/fields';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Loading } from '@/ui/notice';
import { useT } from '../words';
import { Conditions } from '../lib/Conditions';
import { useActions, useDesign, useSelected } from './context';
import { DefaultSetting } from './DefaultSetting';
import { FieldUses } from './FieldUses';
import { FormSettings } from './FormSettings';
import { useNamed } from '../lib/names';
import { useProblemsOf } from './problems';
import { Control } from './settings/Control';
import { Labelled, SettingSearch } from '../lib/Labelled';
import type { Common, SettingProps } from './settings/setting';
import { WordsInput } from '../lib/WordsInput';
import { parentOf } from './tree';
import { typeSettings } from './types';

export function Properties() {
  const t = useT();
  const field = useSelected();
  const path = useDesign((state) => state.selected);
  const isCanvasThere = useDeferredValue(true, false); // what one designs comes first, the settings of the whole with the next frame
  return (
    <aside className="fd-props" aria-label={t('bar.properties')}>
      {field && path ? <FieldSettings key={path} field={field} path={path} /> : isCanvasThere ? <FormSettings /> : <Loading />}
    </aside>
  );
}

function FieldSettings({ field, path }: { field: Field; path: string }) {
  const t = useT();
  const words = useWords();
  const actions = useActions();
  const [isUnfolded, setUnfolded] = useState(false);
  const [searched, setSearched] = useState('');
  // What is looked for may be among the rare ones.
  const isOpen = isUnfolded || searched !== '';
  const { words: typeName, icon } = fields.get(field.type);
  const { settings, hides = [] } = typeSettings.get(field.type);
  const patch = (changes: Readonly<Record<string, unknown>>) => actions().patch(path, changes);
  const shows = (name: Common) => !hides.includes(name);
  const given = { field, path, patch };
  const conditions = WHENS.filter((name) => mayHave(field, name, shows));
  // What is set is not folded away; it stays where it is while one works on it.
  const [set] = useState(() => conditions.filter((name) => field[name]));
  const atFirst = conditions.filter((name) => set.includes(name));
  return (
    <>
      <header className="fd-props-head">
        <Icon name={icon} size={15} />
        <span>{words(typeName)}</span>
        <Input size="small" className="fd-props-search" allowClear prefix={<Icon name="search" size={13} />} aria-label={t('props.search')} placeholder={t('props.search')} value={searched} onChange={(event) => setSearched(event.target.value)} />
      </header>
      <SettingSearch value={searched.trim().toLowerCase()}>
      <Problems path={path} atSettings={settings.filter((one) => isOpen || !one.isRare).map((one) => one.key)} />
      <Labelled name={t('props.label')}>
        {(id) => <WordsInput id={id} value={field.label} onChange={(label) => patch({ label: label ?? {} })} />}
      </Labelled>
      {settings.filter((one) => !one.isRare).map((setting) => <Control key={setting.key} setting={setting} {...given} />)}
      {shows('required') && <Flag name="required" {...given} />}
      {shows('readonly') && <Flag name="readonly" hint={t('props.readonly_hint')} {...given} />}
      {shows('default') && <Labelled name={t('props.default')}>{() => <DefaultSetting {...given} />}</Labelled>}
      {shows('width') && parentOf(path) === null && <Width {...given} />}
      {atFirst.map((name) => <When key={name} name={name} {...given} />)}
      {searched === '' && (
        <button type="button" className="fd-more" aria-expanded={isOpen} onClick={() => setUnfolded(!isUnfolded)}>
          <Icon name={isOpen ? 'chevron_down' : 'chevron_right'} size={13} />
          {isOpen ? t('props.less') : t('props.more')}
        </button>
      )}
      {isOpen && (
        <>
          {settings.filter((one) => one.isRare).map((setting) => <Control key={setting.key} setting={setting} {...given} />)}
          {shows('unique') && parentOf(path) === null && <Flag name="unique" {...given} />}
          {shows('help') && <Labelled name={t('props.help')} hint={t('props.help_hint')}>{(id) => <WordsInput id={id} value={field.help} isLong onChange={(help) => patch({ help })} />}</Labelled>}
          {shows('placeholder') && <Labelled name={t('props.placeholder')}>{(id) => <WordsInput id={id} value={field.placeholder} onChange={(placeholder) => patch({ placeholder })} />}</Labelled>}
          {shows('display') && <Display {...given} />}
          {conditions.filter((name) => !atFirst.includes(name)).map((name) => <When key={name} name={name} {...given} />)}
          <Labelled name={t('uses.field')}>{() => <FieldUses path={path} />}</Labelled>
        </>
      )}
      </SettingSearch>
      {searched !== '' && <p className="fd-props-none">{t('props.search_none')}</p>}
    </>
  );
}

type When = 'visible_when' | 'required_when' | 'readonly_when';
const WHENS: readonly When[] = ['visible_when', 'required_when', 'readonly_when'];

/** Not beside what holds always; a tab is there while any field in it is. */
function mayHave(field: Field, name: When, shows: (name: Common) => boolean): boolean {
  switch (name) {
    case 'visible_when':
      return shows('visible_when') && !isTab(field);
    case 'required_when':
      return shows('required') && !field.required;
    case 'readonly_when':
      return shows('readonly') && !field.readonly;
  }
}

const isTab = (field: Field): boolean => field.type === 'section' && field.style === 'tab';

/** What the server says, except what stands at its own setting. */
function Problems({ path, atSettings }: { path: string; atSettings: readonly string[] }) {
  const problems = useProblemsOf(path).filter((problem) => !problem.path.split('.').some((part) => atSettings.includes(part)));
  return problems.map((problem) => (
    <div className="fd-problem" role="alert" key={problem.path + problem.code}>
      <Icon name="error" size={14} />
      {problem.message}
    </div>
  ));
}

function Flag({ name, hint, field, patch }: SettingProps & { name: 'required' | 'readonly' | 'unique'; hint?: string }) {
  const t = useT();
  return (
    <Labelled name={t(`props.${name}`)} hint={hint} isBeside>
      {(id) => <Switch id={id} size="small" checked={field[name] === true} onChange={(on) => patch({ [name]: on || undefined })} />}
    </Labelled>
  );
}

const WIDTHS = [6, 8, 12, 16, 24] as const;
const PARTS: Record<number, string> = { 6: '1/4', 8: '1/3', 12: '1/2', 16: '2/3' };

function Width({ field, patch }: SettingProps) {
  const t = useT();
  return (
    <Labelled name={t('props.width')}>
      {() => (
        <Segmented block size="small" aria-label={t('props.width')} value={field.width ?? 12} options={WIDTHS.map((width) => ({ value: width, label: PARTS[width] ?? t('props.width_full') }))} onChange={(width) => patch({ width: width === 12 ? undefined : width })} />
      )}
    </Labelled>
  );
}

const DISPLAYS = ['everywhere', 'record', 'nowhere'] as const;

function Display({ field, patch }: SettingProps) {
  const t = useT();
  return (
    <Labelled name={t('props.display')} hint={t('props.display_hint')}>
      {(id) => <Select id={id} size="small" value={field.display ?? 'everywhere'} options={DISPLAYS.map((one) => ({ value: one, label: t(`props.display_${one}`) }))} onChange={(display) => patch({ display: display === 'everywhere' ? undefined : display })} style={{ width: '100%' }} />}
    </Labelled>
  );
}

function When({ name, field, path, patch }: SettingProps & { name: When }) {
  const t = useT();
  const named = useNamed();
  const parent = parentOf(path);
  const left = named.filter((one) => one.path !== path && (!one.path.includes('.') || (parent !== null && one.path.startsWith(`${parent}.`))));
  return (
    <Labelled name={t(`props.${name}`)} hint={t(`props.${name === 'visible_when' ? 'visible_hint' : `${name}_hint`}`)} isGroup>
      {() => <Conditions value={field[name]} left={left} right={left} onChange={(when) => patch({ [name]: when })} />}
    </Labelled>
  );
}
