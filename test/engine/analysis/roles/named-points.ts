/** Names as vendors and languages write them, with what they mean; made for the tests, none from a building. `name | role`, in groups. */

export const NAMED_POINTS: Readonly<Record<string, string>> = {
  'words written out': `
Outside Air Temperature | outside_air_temp
Room Temperature 3.14 | zone_air_temp
Supply Air Temperature | supply_air_temp
Return Air Humidity | air_humidity
Mixed Air Temp | mixed_air_temp
Chilled Water Supply Temperature | chilled_water_supply_temp
Hot Water Return Temp | hot_water_return_temp
Condenser Water Supply Temp | other_water_temp
Zone Temperature Setpoint | zone_temp_sp
Occupied Cooling Setpoint | zone_cooling_temp_sp
Unoccupied Heating Set Point | zone_heating_temp_sp
Supply Fan Status | fan_status
Supply Fan Start/Stop Command | fan_cmd
Chilled Water Pump 1 Run Command | pump_cmd
Chilled Water Pump 1 Status | pump_status
Duct Static Pressure Setpoint | air_pressure_sp
Outside Air Damper Position | outside_damper_position
Cooling Coil Valve | cooling_valve
Reheat Valve Command | heating_valve
Return Air CO2 | co2
Outdoor Air Enthalpy | enthalpy_dewpoint
Building Main Power kW | elec_power
Main Meter Energy kWh | elec_energy
Gas Meter Volume | other_meter
Supply Fan VFD Speed | motor_speed
Filter Differential Pressure | filter
Freezestat Alarm | alarm
Pump 1 Run Hours | run_time
Wind Speed | weather_other
Light Level Lux | illuminance`,
  'letters behind dashes': `
OA-T | outside_air_temp
ZN-T | zone_air_temp
DA-T | supply_air_temp
RA-T | return_air_temp
MA-T | mixed_air_temp
RA-H | air_humidity
OA-H | outside_air_humidity
SF-C | fan_cmd
SF-S | fan_status
RF-S | fan_status
CLG-O | cooling_valve
HTG-O | heating_valve
OAD-O | outside_damper_position
DAT-SP | supply_air_temp_sp
CLGOCC-SP | zone_cooling_temp_sp
HTGUNOCC-SP | zone_heating_temp_sp
ZN-CO2 | co2
CHWS-T | chilled_water_supply_temp
HWR-T | hot_water_return_temp`,
  'glued capitals and camel case': `
RMTMP | zone_air_temp
VAV12.RMTEMP | zone_air_temp
AHU2_SAT | supply_air_temp
AHU2_SATSP | supply_air_temp_sp
AHU2_RAH | air_humidity
CH1_CHWST | chilled_water_supply_temp
B2_HHWRT | hot_water_return_temp
nvoSpaceTemp | zone_air_temp
nvoDischAirTemp | supply_air_temp
spaceHumidity | air_humidity
OutdoorAirTemp | outside_air_temp
SaFanStatus | fan_status
OaDmprPos | outside_damper_position
ChwVlvPos | cooling_valve
HwVlvCmd | heating_valve
RmTempSp | zone_temp_sp
DuctStaticPressure | air_pressure
TotalkWh | elec_energy
CHWP-2_STS | pump_status
zn_temp | zone_air_temp
clg_setpoint | zone_cooling_temp_sp
discharge-air-temp-sensor | supply_air_temp
Supply_Air_Static_Pressure_Setpoint | air_pressure_sp
VAV-3-07 AirflowSetpoint | air_flow_sp
VAV-3-07 Min Airflow | air_flow_limit_sp`,
  'German': `
Aussentemperatur | outside_air_temp
Außenlufttemperatur | outside_air_temp
Raumtemperatur EG 12 | zone_air_temp
Zulufttemperatur | supply_air_temp
Ablufttemperatur | return_air_temp
Zuluft Temperatur Sollwert | supply_air_temp_sp
Vorlauftemperatur Heizkreis 1 | hot_water_supply_temp
Rücklauftemperatur Heizkreis | hot_water_return_temp
Kaltwasser Vorlauf Temperatur | chilled_water_supply_temp
Kaltwasser Rücklauftemperatur | chilled_water_return_temp
Raumtemperatur Sollwert | zone_temp_sp
Raumfeuchte | air_humidity
Zuluftventilator Betriebsmeldung | fan_status
Zuluftventilator Störung | alarm
Umwälzpumpe Heizkreis Betriebsmeldung | pump_status
Kanaldruck Zuluft | air_pressure
Volumenstrom Zuluft | air_flow
Ventil Heizregister | heating_valve
Außenluftklappe Stellung | outside_damper_position
Stromzähler Wirkarbeit kWh | elec_energy
Wärmemengenzähler | other_meter
Betriebsstunden Pumpe 1 | run_time`,
  'French': `
Température extérieure | outside_air_temp
Temperature soufflage CTA 1 | supply_air_temp
Température reprise | return_air_temp
Consigne température ambiante | zone_temp_sp
Température ambiante bureau 12 | zone_air_temp
Température départ eau glacée | chilled_water_supply_temp
Température retour eau glacée | chilled_water_return_temp
Température départ eau chaude | hot_water_supply_temp
Défaut ventilateur soufflage | alarm
Commande ventilateur soufflage | fan_cmd
Vanne batterie chaude | heating_valve
Vanne batterie froide | cooling_valve
Humidité reprise | air_humidity
Débit air soufflage | air_flow
Compteur énergie électrique | elec_energy`,
  'Spanish, Italian, Portuguese': `
Temperatura exterior | outside_air_temp
Temperatura impulsión aire | supply_air_temp
Temperatura retorno aire | return_air_temp
Temperatura ambiente sala 3 | zone_air_temp
Consigna temperatura ambiente | zone_temp_sp
Temperatura impulsión agua fría | chilled_water_supply_temp
Estado ventilador impulsión | fan_status
Válvula de calor | heating_valve
Humedad relativa retorno | air_humidity
Temperatura esterna | outside_air_temp
Temperatura mandata aria | supply_air_temp
Temperatura ripresa | return_air_temp
Temperatura mandata acqua calda | hot_water_supply_temp
Umidità ripresa aria | air_humidity
Stato pompa acqua refrigerata | pump_status
Allarme ventilatore mandata | alarm
Temperatura insuflamento | supply_air_temp
Temperatura retorno água gelada | chilled_water_return_temp
Pressão conduta ar insuflamento | air_pressure`,
  'Dutch, Swedish, Danish': `
Buitentemperatuur | outside_air_temp
Ruimtetemperatuur 2.03 | zone_air_temp
Inblaastemperatuur | supply_air_temp
Aanvoertemperatuur verwarming | hot_water_supply_temp
Retourtemperatuur verwarming | hot_water_return_temp
Setpunt ruimtetemperatuur | zone_temp_sp
Storing toevoerventilator | alarm
Utetemperatur | outside_air_temp
Tilluftstemperatur | supply_air_temp
Frånluftstemperatur | return_air_temp
Rumstemperatur 204 | zone_air_temp
Framledning värme temperatur | hot_water_supply_temp
Börvärde tilluft temperatur | supply_air_temp_sp
Tilluftsfläkt drift | fan_status
Indblæsning temperatur | supply_air_temp
Udetemperatur | outside_air_temp`,
  'Polish': `
Temperatura zewnętrzna | outside_air_temp
Temperatura nawiewu | supply_air_temp
Temperatura wywiewu | return_air_temp
Temperatura pomieszczenia 12 | zone_air_temp
Wilgotność wywiewu | air_humidity
Wentylator nawiewu awaria | alarm
Zawór nagrzewnicy | heating_valve
Ciśnienie nawiewu | air_pressure`,
}
