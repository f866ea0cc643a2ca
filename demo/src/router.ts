import { createRouter, createWebHashHistory, createWebHistory } from 'vue-router'
import GroupView from '../views/GroupView.vue'
import HomeView from '../views/HomeView.vue'
import NotFoundView from '../views/NotFoundView.vue'
import { catalogue } from './catalogue.ts'
import { modeOfPage } from './routes.ts'

export const router = createRouter({
  history: modeOfPage() === 'hash' ? createWebHashHistory() : createWebHistory(),
  routes: [
    { path: '/', component: HomeView },
    ...catalogue.map((group) => ({ path: `/${group.id}`, component: GroupView, props: { group }, meta: { group } })),
    { path: '/:rest(.*)*', component: NotFoundView },
  ],
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
})
