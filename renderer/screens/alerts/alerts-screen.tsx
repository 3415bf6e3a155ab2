/** AlertsScreen */
export const AlertsScreen = () => null
