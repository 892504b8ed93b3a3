/** The settings of a node that asks people, by what one thinks of first. */
import { Tabs } from '@/ui/Tabs';
import { useT } from '../../words';
import type { PeopleSettings } from '../document';
import { factsOf, type PanelProps } from '../kind';
import { ActionsTable } from './ActionsTable';
import { Assignees } from './Assignees';
import { AutoRules } from './AutoRules';
import { CardEntries } from './CardEntries';
import { Deciding } from './Deciding';
import { MoreOfPeople } from './MoreOfPeople';
import { Rights } from './Rights';
import { TimeOuts } from './TimeOuts';

export function PeoplePanel({ node, patch }: PanelProps) {
  const t = useT();
  const settings = node as PanelProps['node'] & PeopleSettings;
  const { answers } = factsOf(node.type);
  return (
    <Tabs
      label={t('panel.label')}
      tabs={[
        {
          key: 'who',
          label: t('panel.who'),
          content: (
            <>
              <Assignees value={settings.assignees} onChange={(assignees) => patch({ assignees })} />
              <Deciding settings={settings} isVote={answers.includes('reject')} patch={patch} />
            </>
          ),
        },
        { key: 'actions', label: t('panel.actions'), content: <ActionsTable actions={settings.actions} answers={answers} self={node.id} onChange={(actions) => patch({ actions })} /> },
        { key: 'fields', label: t('panel.fields'), content: <Rights rights={settings.fields} required={settings.required} onChange={(fields) => patch({ fields })} onRequired={(required) => patch({ required })} /> },
        {
          key: 'time',
          label: t('panel.time'),
          content: (
            <>
              <TimeOuts value={settings.time_outs ?? []} isVote={answers.includes('reject')} onChange={(time_outs) => patch({ time_outs: time_outs.length > 0 ? time_outs : undefined })} />
              {answers.includes('reject') && <AutoRules value={settings.auto ?? []} onChange={(auto) => patch({ auto: auto.length > 0 ? auto : undefined })} />}
            </>
          ),
        },
        {
          key: 'more',
          label: t('panel.more'),
          content: (
            <>
              <CardEntries value={settings.card ?? []} onChange={(card) => patch({ card: card.length > 0 ? card : undefined })} />
              <MoreOfPeople settings={settings} patch={patch} />
            </>
          ),
        },
      ]}
    />
  );
}
