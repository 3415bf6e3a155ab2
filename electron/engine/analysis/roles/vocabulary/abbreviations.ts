/** Abbreviations of control vendors and drawings that are more than a shortened word. Many mean several things; their neighbours decide. */

export const ABBREVIATIONS = `
# Air streams
oa osa ota: outside air
sa da: supply air
ra: return air
ma: mixed air
ea xa: exhaust air
za zna: zone air
fa: outside air *.4 | alarm *.4
sad: supply air damper *.7
eat: exhaust air temp *.6 | entering air temp *.5
lat: leaving air temp | noise *.3
# Set points and static pressure share letters
sp: setPoint | static *.4 | zone *.15
sps ssp: static setPoint *.7 | static *.6
dsp dsps: duct static pressure air *.8 | duct static pressure setPoint air *.4
bsp bstp: building static pressure air *.8
stp: static *.5 | setPoint *.8
sdsp rdsp edsp: duct static pressure air
outstate: mode state
gn: tuning *.5
pflt ffilt: filter
ct: current electric *.6 | condenser tower *.5
sts: status *.8 | static setPoint *.4
dp: tempDiff *.05 | pressure *.9 | dewPoint *.4
dpt: dewPoint *.6 | pressure *.6
vp: velPressure *.8 | valve position *.5
dps: pressure setPoint *.6 | pressure status *.5 | damper position *.2
# Water
cw: condenser water *.6 | chilled water *.5 | water *.4
cws: condenser water supply *.6 | chilled water supply *.6
cwr: condenser water return *.6 | chilled water return *.6
cwst: condenser water supply temp *.6 | chilled water supply temp *.6
cwrt: condenser water return temp *.6 | chilled water return temp *.6
ecdwt: condenser water entering temp
ecwt: condenser water entering temp *.6 | chilled water entering temp *.6
lcdwt: condenser water leaving temp
lcwt: condenser water leaving temp *.6 | chilled water leaving temp *.6
chws pchws schws: chilled water supply
chwr pchwr schwr: chilled water return
hws hhws phws shws lphws lthws: hot water supply
hwr hhwr phwr shwr lphwr lthwr: hot water return
cdwr: condenser water return
ewt: water entering temp
lwt: water leaving temp
swt: water supply temp
rwt: water return temp
echwt: chilled water entering temp
lchwt: chilled water leaving temp
cdrwt: condenser water return temp
cdswt: condenser water supply temp
ccw: condenser water *.7 | water *.5
dcw mcw: domestic water
hxs: exchanger
pchw schw: chilled water
phw shw pwh: hot water
chwp chwps pchwp schwp chp: chilled water pump
hwp hwps hhwp phwp shwp: hot water pump
cwp cwps cdwp: condenser water pump
dhwp: domestic hot water pump
ctf: tower fan
# Fans
sf saf: supply air fan | supply air flow *.4
rf raf: return air fan | return air flow *.35
ef eaf exf: exhaust air fan | exhaust air flow *.35
oaf: outside air flow *.7 | outside air fan *.6
kef tef gef lef bef pef cef kxf txf gxf: exhaust air fan
kx tx: exhaust fan *.6
mua: outside air ahu
# Dampers and valves
oad oadpr oadmpr oadm: outside air damper
rad: return air damper
ead: exhaust air damper
mad: mixed air damper
bpd: bypass damper
fsd: smoke damper
vad: damper *.5
ccv chwv chv cwv clv: cool valve
hcv hwv hv phv hhwv: heat valve
rhv rhc: reheat heat valve
cvp: cool valve position
hvp rvp: heat valve position
cc ccl: cool coil
hc hcl: heat coil
rhcl: reheat heat coil
phc: preheat heat coil
ph phtg: preheat heat *.8
rh: hum *.8 | reheat heat *.5
bv: valve *.4
mbv iv: valve isolation *.3
byv: bypass valve
# Doing
ss: startStop | setPoint *.1
so: startStop *.4
sts1: status
rs: status *.2
os: override *.15
sfs rfs efs: fan status
sfc rfc efc: fan command
sfa rfa efa: fan alarm
hoa hoas: override
occ: occupied
uocc unoc: unoccupied
rst: reset
wc: adjust zone *.6
lt llt lts fz: alarm *.6 | noise *.4
hl: alarm high *.3 | high limit *.3
fs: alarm *.3 | status *.2 | filter status *.3
ffs fst: alarm *.3
sd: alarm smoke *.5
gfa: alarm smoke
eff: active
act: active | position *.2
stby: standby
trf: noise
swo: limit tuning
pb: tuning
db: tuning | temp *.2
fbk: status
loop: noise
ovr: override
aq: airQuality
kwd: power electric peak
kw: power electric | chilled water *.25
kwh: energy electric
mw: power electric *.8
va: reactive electric *.5
amp: current electric
hz: frequency
btu: energy heat meter
# Terminals
vma: terminal *.5
fc: terminal *.6
cb chb: terminal beam
fpb: terminal
cg: noise
zt znt rmt rmtemp zat: zone air temp
rt: zone temp *.6 | return temp *.4 | runTime *.2
art: zone air temp *.5 | return air temp *.2
stt: temp *.1
ztsp zntsp rmtsp: zone temp setPoint
zs zsp rmsp: zone setPoint *.8
rts: zone temp setPoint *.4
znh rmh zrh: zone hum
znq: zone airQuality *.5 | zone co2 *.6
# KNX, Desigo and drawings of other habits
toa: outside air temp
tsu: supply air temp
tex: exhaust air temp *.5 | return air temp *.5
tmx: mixed air temp
tfl: water supply temp
trt: water return temp
tr: zone temp *.6
tre: return air temp *.6
spt: setPoint
su: supply *.8
ex: exhaust *.8
oda: outside air
eta: return air
eha: exhaust air
rca: return air *.7
mia: mixed air
ida: zone air
hu: hum
vfdhz: drive frequency
# Two languages, one abbreviation
rm: zone | status *.25
sm: alarm *.5
at: noise | outside air temp *.35
zl: supply air *.4
kwv: chilled water valve *.5
priority prio: override
percentage: percentOf
`
