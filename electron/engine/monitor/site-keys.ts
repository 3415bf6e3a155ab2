/** Names of facts about a site that its store keeps and several services read. */

/** When the site was made, ms UTC. */
export const CREATED_KEY = 'createdAtMs'
