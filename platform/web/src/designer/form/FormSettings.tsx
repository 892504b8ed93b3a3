/** The settings of the form itself: name, life, title, search, list, uniqueness and checks. */
import { Button, Select, Switch } from 'antd';
import { useRef } from 'react';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { useT } from '../words';
import { useActions, useDoc } from './context';
import { FieldRules } from './FieldRules';
import { Links } from './links/Links';
import { useProblemsOf } from './problems';
import { Rules } from './Rules';
import { freshId } from './fresh';
import { IconChoice } from '../lib/Icons';
import { Labelled } from '../lib/Labelled';
import { useFocusNew } from '../lib/use-focus-new';
import { WordsInput } from '../lib/WordsInput';

const TITLES = ['serial', 'text', 'number', 'date', 'choice', 'reference', 'formula'];
const SEARCHED = ['serial', 'text', 'long_text', 'choice', 'reference', 'formula'];
const LISTED_NOT = ['section', 'subform', 'attachment'];
const SYSTEM = ['$state', '$created_at', '$created_by', '$updated_at'];
const UNIQUE = ['text', 'number', 'money', 'date', 'choice', 'reference', 'member', 'department', 'serial'];

export function FormSettings() {
  const t = useT();
  const words = useWords();
  const doc = useDoc();
  const actions = useActions();
  const problems = useProblemsOf(null).filter((one) => !one.path.startsWith('rules.'));
  const put = (changes: Parameters<ReturnType<typeof actions>['patchForm']>[0]) => actions().patchForm(changes);
  const choices = (types: readonly string[]) => doc.fields.filter((field) => types.includes(field.type)).map((field) => ({ value: field.id, label: words(field.label) }));
  const columns = [
    ...doc.fields.filter((field) => !LISTED_NOT.includes(field.type)).map((field) => ({ value: field.id, label: words(field.label) })),
    ...SYSTEM.filter((path) => doc.document || path !== '$state').map((path) => ({ value: path, label: t(`system.${path}`) })),
  ];
  return (
    <>
      <header className="fd-props-head">
        <Icon name="settings" size={15} />
        <span>{t('bar.settings')}</span>
      </header>
      {problems.map((problem) => (
        <div className="fd-problem" role="alert" key={problem.path + problem.code}>
          <Icon name="error" size={14} />
          {problem.message}
        </div>
      ))}
      <Labelled name={t('form.title')}>{(id) => <WordsInput id={id} value={doc.title} onChange={(title) => put({ title: title ?? {} })} />}</Labelled>
      <Labelled name={t('form.icon')}>
        {(id) => (
          <IconChoice id={id} value={doc.icon} spare="form" onChange={(icon) => put({ icon })} />
        )}
      </Labelled>
      <Labelled name={t('form.document')} hint={t('form_set.document_hint')} isBeside>
        {(id) => <Switch id={id} size="small" checked={doc.document === true} onChange={(on) => put({ document: on || undefined } as { document?: boolean })} />}
      </Labelled>
      <Labelled name={t('form.title_field')} hint={t('form_set.title_hint')}>
        {(id) => <Select id={id} size="small" allowClear value={doc.title_field ?? null} options={choices(TITLES)} onChange={(field: string | undefined) => put({ title_field: field ?? undefined } as { title_field?: string })} style={{ width: '100%' }} />}
      </Labelled>
      <Labelled name={t('form.search')}>
        {(id) => <Select id={id} size="small" mode="multiple" value={doc.search ?? []} options={choices(SEARCHED)} onChange={(search: string[]) => put({ search: search.length > 0 ? search : undefined } as { search?: string[] })} style={{ width: '100%' }} />}
      </Labelled>
      <Labelled name={t('form.columns')} hint={t('form_set.columns_hint')}>
        {(id) => <Select id={id} size="small" mode="multiple" value={doc.list?.columns ?? []} options={columns} onChange={(next: string[]) => put({ list: { ...doc.list, columns: next } })} style={{ width: '100%' }} />}
      </Labelled>
      <Links />
      <Uniques choices={choices(UNIQUE)} />
      <FieldRules />
      <Rules />
    </>
  );
}

function Uniques({ choices }: { choices: { value: string; label: string }[] }) {
  const t = useT();
  const list = useDoc().unique ?? [];
  const actions = useActions();
  const rows = useRef<HTMLDivElement>(null);
  const goOn = useFocusNew(rows, list.length);
  const put = (unique: typeof list) => actions().patchForm({ unique: unique.length > 0 ? unique : undefined } as { unique?: typeof list });
  return (
    <Labelled name={t('form.uniques')} hint={t('form_set.uniques_hint')} isGroup>
      {() => (
        <div className="fd-rows" ref={rows}>
          {list.map((one, at) => (
            <div className="fd-row" key={one.id}>
              <Select size="small" mode="multiple" value={one.fields} options={choices} aria-label={t('form.uniques')} onChange={(fields: string[]) => put(list.map((two, index) => (index === at ? { ...two, fields } : two)))} style={{ flex: 1 }} />
              <button type="button" className="icon-button" aria-label={t('form_set.remove_unique', { n: at + 1 })} onClick={() => put(list.filter((_, index) => index !== at))}>
                <Icon name="close" size={13} />
              </button>
            </div>
          ))}
          <Button size="small" type="link" icon={<Icon name="add" size={13} />} disabled={choices.length === 0} onClick={() => (goOn(), put([...list, { id: freshId('u', list), fields: choices.slice(0, 1).map((one) => one.value) }]))}>
            {t('form_set.add_unique')}
          </Button>
        </div>
      )}
    </Labelled>
  );
}
