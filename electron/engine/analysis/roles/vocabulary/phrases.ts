/** Words that mean something together, of all languages, folded to plain letters and separated by `+`. */

export const PHRASES = `
set+point set+points set+pt set+punt point+de+consigne punto+consigna punto+de+consigna valor+consigna wartosc+zadana zadana+hodnota: setPoint
s+p: setPoint *.6
dew+point dew+pt punto+rocio punto+di+rugiada point+de+rosee: dewPoint
wet+bulb: moisture
run+time on+time run+hours hours+run running+hours operating+hours run+hrs heures+de+marche horas+de+funcionamiento ore+di+funzionamento czas+pracy: runTime
number+of+starts no+of+starts start+count: starts
lead+lag l+l duty+standby: leadLag
power+factor factor+de+potencia facteur+de+puissance fattore+di+potenza cos+phi: powerFactor electric
dead+band prop+band p+band throttling+range integral+time: tuning
start+stop s+s stop+start on+off+cmd: startStop
hand+off+auto hand+auto a+m auto+manual auto+man local+remote panel+lock: override
load+shed demand+response dr+level load+shedding: shed
demand+limit: shed *.5 | limit power *.4
air+volume air+flow volume+flow air+flo debit+air debit+d+air caudal+aire caudal+de+aire portata+aria luft+menge: flow air
velocity+pressure vel+press vel+pres: velPressure
static+pressure static+press duct+static duct+press: static pressure air
differential+pressure diff+press diff+pressure pressure+diff pressure+difference delta+p delta+pressure: pressure
delta+t delta+temp temp+diff temp+difference temperature+difference temperature+differential differential+temp: tempDiff
warmer+cooler temp+adjust: adjust zone
heat+cool h+c cool+heat heating+cooling heat+cool+mode: heatCool
freeze+stat frost+protection freeze+protect low+temp+alarm: alarm
smoke+detector fire+alarm smoke+alarm: alarm smoke
leak+detect water+leak leak+detection: alarm
hot+deck cold+deck: supply air
hot+side: hotSide
cold+side: coldSide
after+hours: occupied override
carbon+dioxide: co2
relative+humidity rel+hum rel+humidity humidite+relative humedad+relativa umidita+relativa r+h: hum
fresh+air outside+air outdoor+air air+neuf air+exterieur aire+exterior aria+esterna ar+exterior ar+novo powietrze+zewnetrzne: outside air
make+up+air: outside air ahu
make+up makeup+water: water
eau+glacee agua+fria agua+helada agua+enfriada acqua+refrigerata acqua+fredda agua+gelada woda+lodowa gekoeld+water gkw chilled+water chilled+wtr: chilled water
eau+chaude agua+caliente acqua+calda agua+quente woda+goraca heating+water hot+water heated+water warm+water warmes+wasser: hot water
domestic+hot+water eau+chaude+sanitaire acqua+calda+sanitaria agua+caliente+sanitaria ciepla+woda: domestic hot water
condenser+water cooling+water tower+water: condenser water
cold+water domestic+water domestic+cold: domestic water
ice+tank ice+storage: ice water
fan+coil fan+coil+unit unit+ventilator ventilo+convecteur fan+powered: terminal
chilled+beam chilled+beams chilled+ceiling active+beam: terminal beam
cooling+tower: condenser tower
heat+exchanger: exchanger
heat+wheel heat+recovery energy+recovery energy+wheel enthalpy+wheel: wheel
heat+pump heat+pumps: chiller
pre+heat: preheat heat
re+heat: reheat heat
air+handling+unit air+handler roof+top: ahu
heat+meter energy+meter+heat thermal+energy thermal+meter: heat meter
gas+meter natural+gas: gas meter
water+meter: water meter
motor+current: current
output+frequency output+freq drive+frequency motor+frequency motor+speed: speed
head+pressure suction+pressure suction+press discharge+pressure suction+temp liquid+line: refrigerant pressure
oil+pressure oil+temp oil+level: refrigerant *.4 | noise *.5
light+level: lux
wind+speed wind+direction wind+dir: wind
dc+bus output+voltage output+current dc+link drive+temp heatsink+temp: reference drive
people+count people+counter: motion
serial+no serial+number: identity
night+setback night+mode: unoccupied
not+occupied: unoccupied
stage+status: stage status
hp+alarm lp+alarm: alarm
co+sensor: airQuality
temp+ext temperature+exterieure temperatura+exterior temperatura+esterna temperatura+zewnetrzna t+ext t+exterieure: outside air temp
temperature+ambiante temperatura+ambiente temperatura+ambient t+ambiante temperatura+pomieszczenia temperatura+sala: zone air temp
ist+wert mess+wert: sensor
soll+wert: setPoint
min+oa minimum+outside+air: outside air minimum
by+pass: bypass
de+energise: enable
`
