/** English words of building automation, written out or shortened as usual. */

export const ENGLISH_WORDS = `
# Places and air
outside outdoor outdoors outdr outd outsd osair outair exterior external extl freshair makeup: outside air
ambient amb: outside *.8 | zone *.4
fresh: outside air
zone zones zon zn room rooms rm rms space spaces spc spac spce interior indoor inside: zone
office lab laboratory classroom class conference conf corridor corr lobby hall hallway auditorium bedroom ward theatre theater foyer reception library studio gym suite tenant perimeter: zone *.5
supply sup supp suply splly sply supl discharge disch dsch dschg disc discharg dischg: supply
return ret rtn retn rtrn retrn extract extr recirc recirculation recirculated: return
mixed mix mixing mxd: mixed air
exhaust exh exhst exhaus relief rlf spill: exhaust
air: air
preheat preht prehtg prht preheating: preheat heat
reheat reht rehtg rht reheating rehe: reheat heat
entering enter entrg entrng enterng ent entg inlet incoming inl: entering
leaving leave leavg lvg lvng outlet outgoing: leaving
duct ductwork plenum: duct
building bldg bld: building *.6
economizer economiser econ econo ecnmzr: economizer
bypass byp bypas: bypass
isolation iso isol: isolation
face: noise
# Quantities
temperature temperatures temp temps tmp tmpr tempr tempurature temperture temerature tmps temper: temp
thermometer dry drybulb bulb: temp *.6
delta differential difference diff dif: tempDiff *.5 | noise *.8
deviation dev deviations: tempDiff *.8
humidity humid hum hmd humd humidty relhum hygrometer: hum
co2 carbondioxide dioxide: co2
carbon: noise
pressure press prs prsr pres pressr psi pressur prss: pressure
static statc stc: static air
velocity vel velo: velPressure *.6 | noise *.5
airflow airflo airflw airvolume cfm: flow air
flow flo flw flowrate gpm: flow
volume vol volumetric: volume | flow air *.4
enthalpy enth entlpy enthlpy: enthalpy
dewpoint dewpt dewpnt dewp: dewPoint
moisture grains wetbulb wet: moisture
illuminance lux illumination illum daylight photocell brightness lightlevel: lux
power pwr watts watt wattage kilowatt kilowatts kw: power electric
energy enrgy kwh kilowatthour kilowatthours mwh consumption consumed consump usage: energy
btu btus btuh mbtu kbtu thermal: energy heat meter *.8
current amps amp amperage ampere amperes amper: current electric
voltage volts volt vac vdc: voltage electric
powerfactor pf cosphi: powerFactor electric
reactive kvar kvarh apparent kva kvah harmonic thd distortion: reactive electric
factor: powerFactor *.6 | noise *.6
frequency freq hertz hz: frequency
speed spd speeds rpm: speed
level lvl: level
tons tonnage ton: tons
voc tvoc iaq pm pm25 pm10 airquality: airQuality
quality: airQuality *.6 | noise *.3
ozone: airQuality
acidity: acid
conductivity: conductivity
percentage share ratio fraction below above: percentOf
percent pct pcnt: noise
# Weather
wind windspeed winddirection gust: wind
rain rainfall precipitation hail snow: rain
solar sun sunlight irradiance irradiation insolation radiation azimuth elevation pyranometer: sun
weather: weather
barometric barometer atmospheric: pressure wind *.8
# What a point does
setpoint setpoints setpt stpt setpnt setpoin spt sepoint setpointvalue target desired: setPoint
set: setPoint *.5 | noise *.6
control controlling controlled ctl ctrl cntl contr cntrl controller: noise
cmd command comd commanded comand cmnd cmds: command
output outp outpt out: output
status stat sts stts sta stat1 feedback fdbk fbk fb fdback proof prf prove proven running runs: status
run: status *.7 | command *.6
on: status *.6 | command *.6
off onoff: command *.6 | status *.5
alarm alarms alm alrm alms fault faults flt falt failure failures fail failed trip tripped trips warning warn error err malfunction leak leakage freezestat frzstat freeze freez frz cutout emergency: alarm
smoke smk fire: alarm smoke
enable enabled enbl ena enab enbled en disable disabled disabl available availability avail allow allowed permit permissive lockout lock interlock: enable
start stop startstop strt strtstp startup: startStop
mode modes: mode
state states: state
override overrides ovrd ovr ovrrd overr overridden ovrride manual man manually hand handoffauto hoa priority localoverride: override
auto automatic: auto
limit limits lim lmt limiter threshold thresh: limit
low lo: low
high hi hgh: high
minimum min minpos minimums mn: minimum
maximum max maximums mx: maximum
gain gains pid proportional prop integral derivative deadband deadbnd band bandwidth hysteresis hyst throttling bias slope tuning pgain igain dgain ramp ramprate intercept coefficient coeff ki kp kd tuned: tuning
loopout loopoutput: loopOut
loop: noise
delay delays timer timeout bypasstime interval duration dly: delay tuning
time: delay *.5 | noise *.5
reset resets rst: reset *.7 | enable *.4
ratelimit: tuning
request requests req reqs requested rqst reqd: request
demand dmd demands: demand
call calling calls: call
schedule scheduled sched schd schedules timetable timeschedule: schedule occupied
occupied occ occup occpd occd: occupied
unoccupied unocc unoccup unoc night setback ngt: unoccupied
occupancy ocpncy occupan: occupancy
presence motion pir movement occsensor peoplecount people: motion
standby stby stndby stdby: standby
day: noise *.8 | occupied *.3
adjust adjustment adj adjst warmer warmercooler offset shift dial slider trim thumbwheel bump: adjust
calibration calib cal: tuning
runtime runhours runtm runhrs: runTime
hours hrs hour hr: runHours *.8
starts cyclecount startcount: starts
leadlag lead lag rotation duty: leadLag
heatcool coolheat changeover chgover changeovr: heatCool mode
optimization optimisation optimizer optimum opt: mode *.5 | noise *.4
shed curtl shedding curtail curtailment curtl demandresponse loadshed adr: shed
position pos posn postn: position
open opened close closed closing opening: position *.6 | status *.5
capacity cap loading unload: capacity
load: capacity *.6 | demand *.7
torque: torque
reference ref: reference
serial serialno serialnumber address addr version revision firmware software date clock model manufacturer: identity
name description message text comment label: text
# Things
fan fans blower blowers sfan rfan efan: fan
pump pumps pmp pmps circulator circ: pump
damper dampers dmpr dmprs dmp dpr dampr dpmr damp dmper: damper
valve valves vlv vlvs vlve vv: valve
coil coils: coil
actuator modulating modulation: position *.6
filter filters fltr filt flter prefilter strainer: filter
vfd vfds vsd drive drv inverter asd afd: drive
light lights lighting ltg lite lamp lamps dimmer dimming dim luminaire ltng: light
meter meters metering meterreading submeter counter totalizer totaliser: meter
refrigerant refrig refrg suction liquidline superheat subcooling evaporating condensing: refrigerant
expansion exv eev txv: expansionValve
wheel heatwheel enthalpywheel erv hrv recovery: wheel
compressor compressors comp compr cmpr: compressor
humidifier humidification humidify hmdfr steamhumidifier dehumidification dehumidify dehumidifier: hum
# Media
water wtr watr: water
chilled chw chilledwater chill: chilled water
chwater chwtr: chilled water
hot: hot *.8
hw hhw hotwater hotwtr heatingwater lthw mthw hthw lphw: hot water
dhw dhws domestic domhw: domestic hot water
condenser cond cdw cnd cdws condw conwater: condenser water
tower: condenser tower
steam stm lps hps: steam
gas naturalgas natgas ng: gas
ice thermalstorage storage brine glycol glyc: ice water
electric electrical elec electricity elect: electric
heat heating htg ht heater heats htng warming warm heatg: heat
cool cooling clg clng cools coolg dx clg1 refrigeration: cool
# Equipment
chilledbeam beam beams: terminal beam
ahu ahus airhandler airhandling handler rtu rtus rooftop mau doas oahu makeupair: ahu
vav vavs vvt cav fpb fptu fcu fancoil unitventilator terminal tstat thermostat thermostats tu uvent fpvav vavbox box fcus wshp: terminal
chiller chillers chlr chl: chiller chilled
boiler boilers blr boil: boiler hot
hx htx exchanger phx: exchanger
crac crah crh: crac air
plant plants: plant
unit units system sys main panel controllerunit: noise
# Colours
average avg ave averaged mean avrg: average
total tot sum totalized gross net: total
active actual effective eff act curr present actve: active
local bas network: local
stage stages stg staging stag: stage
sensor sensors sens snsr transmitter probe: sensor
phase phases: phase
peak: peak
relative rel: relative
drop: drop
step steps: step
general: general
primary prim secondary tertiary pri: primary
east west north south northeast northwest southeast southwest floor flr wing: noise
first second third left right upper lower top bottom: noise
for of in the and to from by with at no not is per: noise
value val data point reading input inp signal: noise
nvo nvi nci nv: noise
`
