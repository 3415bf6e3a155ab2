/** French, Spanish, Catalan, Italian, Portuguese, Polish, Czech and Finnish words, folded to plain letters. */

export const ROMANCE_WORDS = `
# Francais
exterieur exterieure ext: outside
neuf airneuf: outside air
soufflage souffle soufflee souf soufl: supply air
reprise repris: return air
extraction extrait extraite vmc: return air *.7 | exhaust air *.7
rejet rejete: exhaust air
melange: mixed air
ambiance ambiante ambiant amb piece salle bureau chambre zones: zone
gaine: duct
depart: supply water
retour: return
humidite hygrometrie hygro: hum
pression: pressure
depression: pressure
debit: flow
debitair: flow air
puissance: power
consommation conso comptage compteur: energy meter
courant intensite: current electric
tension: voltage electric
vitesse: speed
luminosite eclairement: lux
consigne consignes cons csg csgn pointdeconsigne: setPoint
mesure mesuree: sensor
commande cde cmde: command
marche arret marchearret: startStop | status *.5
defaut defauts def alarme panne: alarm
etat: status | state *.7
autorisation validation: enable
derogation forcage forcee: override
ventilateur ventilo: fan
pompe circulateur: pump
registre volet: damper
vanne vannes v3v v2v: valve
batterie: coil
chaud chauffage chauffe: heat
froid refroidissement climatisation rafraichissement froide: cool
eauglacee glacee glace: chilled water
eau: water
eauchaude: hot water
ecs: domestic hot water
chaudiere: boiler hot
groupefroid: chiller chilled
cta centrale: ahu
ventiloconvecteur vcv: terminal
eclairage lumiere: light
encrassement: filter
presence: motion
horaire programmation: schedule occupied
decalage: adjust
moyenne moyen: average
seuil: limit
# Espanol, catala
exterior exteriores aireexterior: outside
impulsion impulsada impulsado ida impulsio: supply
retorno: return
mezcla: mixed air
ambiente: zone
sala habitacion despacho oficina aula zona local1: zone
aire: air
temperatura temperaturas: temp
humedad: hum
presion: pressure
caudal: flow
potencia: power
energia consumo contador: energy
corriente: current electric
velocidad: speed
consigna punto puntoconsigna: setPoint
mando orden: command
estado: status | state *.7
fallo averia alarma defecto: alarm
marcha paro: startStop | status *.5
habilitacion permiso: enable
ventilador: fan
bomba: pump
compuerta: damper
valvula: valve
bateria: coil
calor calefaccion caliente: heat
frio enfriamiento refrigeracion fria: cool
agua: water
enfriada helada: chilled water
caldera: boiler hot
enfriadora: chiller chilled
climatizador climatizadora uta: ahu
filtro sucio: filter
iluminacion luz: light
presencia: motion
ocupacion ocupado: occupied
horas: runTime
# Italiano
esterna esterno: outside
mandata: supply
ripresa: return air
ritorno: return
espulsione: exhaust air
miscela: mixed air
stanza ufficio camera: zone
aria: air
umidita: hum
pressione: pressure
portata: flow
potenza: power
velocita: speed
comando: command
stato: status | state *.7
allarme guasto anomalia: alarm
ventilatore: fan
serranda serrande: damper
valvola: valve
caldo riscaldamento calda: heat
freddo raffreddamento fredda: cool
acqua: water
refrigerata: chilled water
caldaia: boiler hot
gruppofrigo frigo: chiller chilled
contatore: energy meter
presenza: motion
luce: light
filtri: filter
# Portugues
insuflamento insuflacao: supply air
extracao exaustao: return air *.6 | exhaust air *.6
ar: air
quarto: zone
humidade umidade: hum
pressao: pressure
vazao: flow
velocidade: speed
avaria falha alarme: alarm
registo: damper
aquecimento quente: heat
arrefecimento resfriamento gelada: cool
presenca: motion
ligado: status
`

export const SLAVIC_FINNISH_WORDS = `
# Polski
zewnetrzna zewnetrzne zewnetrzny zewn czerpnia: outside air
nawiew nawiewu nawiewna nawiewany naw: supply air
wywiew wywiewu wywiewna wyciag wyciagu wyw: return air
wyrzutnia: exhaust air
pomieszczenie pomieszczenia pomieszczen pokoj sala1 pom: zone
zasilanie zasilania zasil: supply water
powrot powrotu: return water
temperatury: temp
wilgotnosc wilgotnosci: hum
cisnienie cisnienia: pressure
przeplyw przeplywu: flow
moc mocy: power
energii zuzycie: energy
prad: current electric
napiecie: voltage electric
predkosc obroty: speed
zadana zadany zadane wartosczadana nastawa: setPoint
wartosc pomiar: noise
sterowanie wysterowanie: command
praca potwierdzenie: status
awaria alarmu: alarm
zezwolenie: enable
tryb: mode
wentylator wentylatora: fan
pompa: pump
przepustnica przepustnicy: damper
zawor zaworu: valve
nagrzewnica nagrzewnicy: heat coil
chlodnica chlodnicy: cool coil
grzanie ogrzewanie: heat
chlodzenie chlod: cool
woda wody: water
lodowa lodowej: chilled water
kociol: boiler hot
agregat: chiller
centrala: ahu
obecnosc: motion
oswietlenie: light
licznik: meter
# Cesky
venkovni: outside air
privod privodni: supply
odvod odtah: return air
prostor prostorova mistnost: zone
teplota: temp
vlhkost: hum
tlak: pressure
prutok: flow
pozadovana: setPoint
porucha: alarm
chod: status
cerpadlo: pump
klapka: damper
topeni: heat
chlazeni: cool
zpatecka: return water
# Suomi
ulko ulkoilma ulkolampotila: outside air
tulo tuloilma: supply air
poisto poistoilma: return air
huone huoneen huonelampotila: zone
lampotila: temp
kosteus: hum
paine: pressure
virtaus ilmavirta: flow
asetusarvo asetus: setPoint
mittaus: sensor
halytys: alarm
puhallin: fan
pumppu: pump
venttiili: valve
pelti: damper
lammitys: heat
jaahdytys: cool
menovesi meno: supply water
paluuvesi paluu: return water
kaynti: status
`
