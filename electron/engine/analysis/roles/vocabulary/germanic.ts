/** German, Dutch, Swedish, Danish and Norwegian words, folded to plain letters (ä = ae and a), with the abbreviations of VDI 3814, EN 16798 and AMA. */

export const GERMAN_WORDS = `
# Luft
aussen aussenluft aul aussenl auluft frischluft: outside air
aussentemperatur aussentemp: outside air temp
zuluft zul zulf zu: supply air
abluft abl ablf ab: return air | exhaust air *.3
fortluft fol fortl: exhaust air
umluft uml: return air *.7
mischluft mil misch: mixed air
raumluft raum raeume raeumen raumes buero zimmer saal flur halle kueche klassenzimmer: zone
luft: air
kanal: duct
witterung wetter wetterstation: outside weather
# Groessen
temperatur temperaturen temp te: temp
feuchte feuchtigkeit luftfeuchte luftfeuchtigkeit relfeuchte: hum
druck druecke: pressure
differenzdruck diffdruck druckdifferenz: pressure
kanaldruck: static pressure air duct
volumenstrom volumenstroeme luftmenge volstrom vstrom: flow air
durchfluss durchflussmenge: flow water
enthalpie: enthalpy
taupunkt: dewPoint
beleuchtungsstaerke helligkeit: lux
leistung wirkleistung leistungsaufnahme: power
stromverbrauch strom stromstaerke: current electric | electric *.6
spannung: voltage electric
blindleistung scheinleistung blindarbeit: reactive electric
leistungsfaktor: powerFactor electric
frequenz: frequency
drehzahl drehzahlen: speed
energie arbeit wirkarbeit verbrauch: energy
luftqualitaet: airQuality
fuellstand stand pegel: level
windgeschwindigkeit windrichtung windstaerke: wind
regen niederschlag: rain
globalstrahlung strahlung sonne sonnenstand: sun
differenz: tempDiff *.5 | noise *.5
# Aufgaben
sollwert soll sollw sw sollwerte fuehrungsgroesse: setPoint
istwert ist iw messwert mess: sensor
stellsignal stellgroesse stellwert stellung stellbefehl: position
stellungsrueckmeldung: position
schaltbefehl befehl ansteuerung anforderung: command | request *.5
freigabe freig: enable
betrieb betriebsmeldung betriebsrueckmeldung bm rueckmeldung rueckm laufmeldung meldung: status
stoerung stoer stoermeldung stoerm fehler alarm warnung stoerg sammelstoerung ausloesung ausfall: alarm
rauch rauchmelder brand brandmelder: alarm smoke
frost frostschutz frostwaechter: alarm
betriebsart betriebsarten modus betriebszustand: mode
handbetrieb hand handschalter reparaturschalter rep vorort: override
automatik: auto
grenzwert grenze begrenzung: limit
minimal: minimum
maximal: maximum
verstaerkung nachstellzeit proportionalbereich hysterese totzone xp reglerparameter: tuning
nachlauf nachlaufzeit verzoegerung: delay tuning
zeitprogramm zeitplan nutzungszeit: schedule occupied
belegung belegt anwesenheit: occupied | occupancy *.5
praesenz praesenzmelder bewegung bewegungsmelder: motion
nacht absenkung nachtabsenkung: unoccupied
verschiebung sollwertverschiebung korrektur: adjust
betriebsstunden laufzeit bstd: runTime
schaltspiele: starts
bedarf waermebedarf: demand
waermeanforderung heizanforderung: heat request
kaelteanforderung kuehlanforderung: cool request
lastabwurf: shed
# Dinge
ventilator ventilatoren ven luefter geblaese: fan
zuluftventilator zulv: supply air fan
abluftventilator ablv: return air fan
pumpe pumpen pu umwaelzpumpe: pump
klappe klappen kl luftklappe: damper
brandschutzklappe bsk: smoke damper alarm
ventil ventile regelventil stellventil mischventil mischer: valve
register erhitzer: coil
lufterhitzer heizregister vorerhitzer nacherhitzer erhitzerventil: heat coil
luftkuehler kuehler kuehlregister: cool coil
befeuchter: hum
filter filterueberwachung: filter
frequenzumrichter fu umrichter: drive
beleuchtung licht leuchte leuchten: light
zaehler zaehlerstand zaehlwerk: meter
stromzaehler elektrozaehler: electric meter energy
waermemengenzaehler waermezaehler wmz waermemenge: heat meter energy
kaeltezaehler kaeltemengenzaehler kmz kaeltemenge: cool meter energy
wasserzaehler: water meter volume
gaszaehler gas: gas meter
verdichter kompressor: compressor
waermerueckgewinnung wrg rotationswaermetauscher: wheel
waermetauscher uebertrager: exchanger
# Medien und Anlagen
wasser: water
vorlauf vl vorl vlt: supply water
ruecklauf rl ruckl ruecklf: return water
kaltwasser kaelte klw: chilled water
kuehlwasser rueckkuehl rueckkuehlung: condenser water
warmwasser ww trinkwarmwasser tww brauchwasser: domestic hot water
heizwasser heizkreis hzg hk heizgruppe fernwaerme: hot water
heizung heizen waerme heiz: heat
kuehlung kuehlen kuehl: cool
kaeltemaschine km: chiller chilled
kessel heizkessel: boiler hot
dampf: steam
kuehlturm: tower condenser
rlt lueftung lueftungsanlage luftungsanlage raumlufttechnik klimaanlage: ahu
vvs volumenstromregler vsr: terminal
anlage gruppe bereich etage geschoss gebaeude verteiler uebersicht: noise
mittelwert mittel durchschnitt: average
gesamt summe: total
wirksam aktuell: active
`

export const NORDIC_DUTCH_WORDS = `
# Nederlands
buiten buitenlucht: outside air
buitentemperatuur: outside air temp
toevoer inblaas inblaaslucht toevoerlucht: supply air
afvoer afvoerlucht afzuiging retourlucht: return air
afblaas: exhaust air
menglucht: mixed air
ruimte ruimtes kamer lokaal vertrek zaal kantoor: zone
aanvoer: supply water
retour: return
temperatuur: temp
vochtigheid vocht luchtvochtigheid: hum
druk drukverschil: pressure
debiet luchtdebiet luchthoeveelheid: flow
vermogen: power
verbruik energieverbruik: energy
stroom: current electric
spanning: voltage electric
toerental: speed
lichtsterkte: lux
setpunt instelwaarde gewenste gewenst instelling: setPoint
gemeten meting meetwaarde werkelijke: sensor
sturing uitsturing: output
vrijgave: enable
storing: alarm
bedrijfsmelding bedrijf terugmelding: status
klep luchtklep: damper | valve *.6
afsluiter regelafsluiter: valve
ventilatie luchtbehandeling lbk: ahu
pomp circulatiepomp transportpomp: pump
verwarming verwarmen warmte: heat
koeling koelen koel koude: cool
gekoeld gkw: chilled water
ketel: boiler hot
koelmachine: chiller chilled
bezet bezetting aanwezigheid: occupied | occupancy *.6
bedrijfsuren draaiuren: runTime
grens grenswaarde: limit
meterstand teller: meter
berekende berekend: setPoint *.6
# Svenska, dansk, norsk
ute uteluft utomhus ude udeluft udendoers uteluften: outside air
utetemp utetemperatur udetemperatur utetemperaturgivare: outside air temp
tilluft tilluften tilloppsluft indblaesning indblasning tillufts tilluftstemp: supply air
franluft franlufts udsugning avtrekk fraluft: return air
avluft afkast: exhaust air
rum rummet rom vaerelse lokale: zone
rumstemp rumstemperatur: zone air temp
framledning framledn fremloeb fremlob tilledning turledning tur: supply water
returledning returlob retur returvatten: return
gt givare temperaturgivare: temp sensor
gp: pressure
gf: flow
fukt luftfuktighet fugt fuktighet fugtighed: hum
tryck tryk trykk: pressure
flode luftflode luftmangd luftmengde: flow
effekt: power
forbrukning energiforbrukning forbrug: energy
varvtal hastighet: speed
borvarde borv settpunkt saetpunkt setpunkt: setPoint
arvarde arv malt: sensor
styrsignal utsignal padrag: output
drift driftindikering driftstatus: status
larm summalarm driftlarm fel: alarm
flakt ventilatorn vifte blaeser: fan
tf tilluftsflakt: supply air fan *.8
ff franluftsflakt: return air fan *.7
spjall spjeld: damper
sv styrventil reguleringsventil: valve
cirkulationspump sirkulasjonspumpe: pump
varme varmesystem varmekrets vs vaerme: heat
varmvatten vvb brugsvand: domestic hot water
kyla kyl kylsystem koling koele: cool
koldbarare kb kylvatten: chilled water
vvx varmevaxlare atervinning: wheel
luftbehandling luftbehandlingsaggregat aggregat ventilationsaggregat: ahu
narvaro tilstedevaerelse: motion
matare energimatare elmatare: meter
drifttid driftstid: runTime
`
