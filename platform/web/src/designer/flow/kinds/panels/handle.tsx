export { PeoplePanel as default } from '../../panels/PeoplePanel';
