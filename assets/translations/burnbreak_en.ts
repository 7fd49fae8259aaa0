<?xml version='1.0' encoding='utf-8'?>
<TS version="2.1" language="en">
<context>
    <name>AddDialog</name>
    <message numerus="yes">
        <source>minute(s)</source>
        <comment>after a number</comment>
        <translation><numerusform>minute</numerusform><numerusform>minutes</numerusform></translation></message>
    </context>
<context>
    <name>BreaksPage</name>
    <message numerus="yes">
        <source>past the hour</source>
        <comment>after a number of minutes</comment>
        <translation><numerusform>past the hour</numerusform><numerusform>past the hour</numerusform></translation></message>
    <message numerus="yes">
        <source>offer(s) a day</source>
        <comment>after a number</comment>
        <translation><numerusform>offer a day</numerusform><numerusform>offers a day</numerusform></translation></message>
    <message numerus="yes">
        <source>minute(s)</source>
        <comment>after a number</comment>
        <translation><numerusform>minute</numerusform><numerusform>minutes</numerusform></translation></message>
</context>
<context>
    <name>FirstRun</name>
    <message numerus="yes">
        <source>past the hour</source>
        <comment>after a number of minutes</comment>
        <translation><numerusform>past the hour</numerusform><numerusform>past the hour</numerusform></translation></message>
    <message numerus="yes">
        <source>offer(s) a day</source>
        <comment>after a number</comment>
        <translation><numerusform>offer a day</numerusform><numerusform>offers a day</numerusform></translation></message>
    <message numerus="yes">
        <source>minute(s)</source>
        <comment>after a number</comment>
        <translation><numerusform>minute</numerusform><numerusform>minutes</numerusform></translation></message>
</context>
<context>
    <name>Line</name>
    <message numerus="yes">
        <source>Voice, %n cue(s)</source>
        <translation><numerusform>Voice, %n cue</numerusform><numerusform>Voice, %n cues</numerusform></translation></message>
    </context>
<context>
    <name>PrivacyPage</name>
    <message numerus="yes">
        <source>month(s)</source>
        <translation><numerusform>month</numerusform><numerusform>months</numerusform></translation></message>
    <message numerus="yes">
        <source>day(s)</source>
        <translation><numerusform>day</numerusform><numerusform>days</numerusform></translation></message>
    <message numerus="yes">
        <source>%n pause(s)</source>
        <translation><numerusform>%n pause</numerusform><numerusform>%n pauses</numerusform></translation></message>
    <message numerus="yes">
        <source>%n other record(s)</source>
        <translation><numerusform>%n other record</numerusform><numerusform>%n other records</numerusform></translation></message>
    </context>
<context>
    <name>RecorderWindow</name>
    <message numerus="yes">
        <source>Still to be recorded: %n sentence(s).</source>
        <translation><numerusform>Still to be recorded: %n sentence.</numerusform><numerusform>Still to be recorded: %n sentences.</numerusform></translation></message>
    </context>
<context>
    <name>ReportWindow</name>
    <message numerus="yes">
        <source>%n week(s)</source>
        <translation><numerusform>%n week</numerusform><numerusform>%n weeks</numerusform></translation></message>
    </context>
<context>
    <name>SessionsPage</name>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation><numerusform>%n minute</numerusform><numerusform>%n minutes</numerusform></translation></message>
    </context>
<context>
    <name>SetupPage</name>
    <message numerus="yes">
        <source>%n sentence(s), about two seconds of silence after each.</source>
        <translation><numerusform>%n sentence, about two seconds of silence after each.</numerusform><numerusform>%n sentences, about two seconds of silence after each.</numerusform></translation></message>
    <message numerus="yes">
        <source>{0} of %n sentence(s) recorded so far.</source>
        <translation><numerusform>{0} of %n sentence recorded so far.</numerusform><numerusform>{0} of %n sentences recorded so far.</numerusform></translation></message>
    <message numerus="yes">
        <source>%n sentence(s); you can stop and go on at any time.</source>
        <translation><numerusform>%n sentence; you can stop and go on at any time.</numerusform><numerusform>%n sentences; you can stop and go on at any time.</numerusform></translation></message>
</context>
<context>
    <name>SoundPage</name>
    <message numerus="yes">
        <source>Every %n minute(s)</source>
        <translation><numerusform>Every %n minute</numerusform><numerusform>Every %n minutes</numerusform></translation></message>
    </context>
<context>
    <name>TakeAlong</name>
    <message numerus="yes">
        <source>Taken in: %n new record(s).</source>
        <translation><numerusform>Taken in: %n new record.</numerusform><numerusform>Taken in: %n new records.</numerusform></translation></message>
    </context>
<context>
    <name>Tray</name>
    <message numerus="yes">
        <source>In %n minute(s)</source>
        <translation><numerusform>In %n minute</numerusform><numerusform>In %n minutes</numerusform></translation></message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation><numerusform>%n minute</numerusform><numerusform>%n minutes</numerusform></translation></message>
    <message numerus="yes">
        <source>For %n hour(s)</source>
        <translation><numerusform>For %n hour</numerusform><numerusform>For %n hours</numerusform></translation></message>
    <message numerus="yes">
        <source>For %n minute(s)</source>
        <translation><numerusform>For %n minute</numerusform><numerusform>For %n minutes</numerusform></translation></message>
    </context>
<context>
    <name>WeekChart</name>
    <message numerus="yes">
        <source>%n min</source>
        <comment>minutes of a day</comment>
        <translation><numerusform>%n min</numerusform><numerusform>%n min</numerusform></translation></message>
    </context>
<context>
    <name>calendars</name>
    <message numerus="yes">
        <source>%n event(s) could not be understood.</source>
        <translation><numerusform>%n event could not be understood.</numerusform><numerusform>%n events could not be understood.</numerusform></translation></message>
    <message numerus="yes">
        <source>Read %n minute(s) ago</source>
        <translation><numerusform>Read %n minute ago</numerusform><numerusform>Read %n minutes ago</numerusform></translation></message>
    <message numerus="yes">
        <source>Read %n hour(s) ago</source>
        <translation><numerusform>Read %n hour ago</numerusform><numerusform>Read %n hours ago</numerusform></translation></message>
    <message numerus="yes">
        <source>Read %n day(s) ago</source>
        <translation><numerusform>Read %n day ago</numerusform><numerusform>Read %n days ago</numerusform></translation></message>
    <message numerus="yes">
        <source>%n booked time(s) in the next week.</source>
        <translation><numerusform>%n booked time in the next week.</numerusform><numerusform>%n booked times in the next week.</numerusform></translation></message>
    </context>
<context>
    <name>checkin</name>
    <message numerus="yes">
        <source>Kept for %n month(s) on this computer, then erased.</source>
        <translation><numerusform>Kept for %n month on this computer, then erased.</numerusform><numerusform>Kept for %n months on this computer, then erased.</numerusform></translation></message>
    <message numerus="yes">
        <source>Kept with the sitting for %n day(s), then erased from it.</source>
        <translation><numerusform>Kept with the sitting for %n day, then erased from it.</numerusform><numerusform>Kept with the sitting for %n days, then erased from it.</numerusform></translation></message>
    </context>
<context>
    <name>history</name>
    <message numerus="yes">
        <source>%n offer(s); the next one comes by itself</source>
        <translation><numerusform>%n offer; the next one comes by itself</numerusform><numerusform>%n offers; the next one comes by itself</numerusform></translation></message>
    <message numerus="yes">
        <source>{minutes}, on %n day(s)</source>
        <translation><numerusform>{minutes}, on %n day</numerusform><numerusform>{minutes}, on %n days</numerusform></translation></message>
    <message numerus="yes">
        <source>%n pause(s)</source>
        <translation><numerusform>%n pause</numerusform><numerusform>%n pauses</numerusform></translation></message>
    <message numerus="yes">
        <source>%n answer(s) so far</source>
        <translation><numerusform>%n answer so far</numerusform><numerusform>%n answers so far</numerusform></translation></message>
    <message numerus="yes">
        <source>%n offer(s) had no room</source>
        <translation><numerusform>%n offer had no room</numerusform><numerusform>%n offers had no room</numerusform></translation></message>
    <message numerus="yes">
        <source>%n offer(s) went unanswered</source>
        <translation><numerusform>%n offer went unanswered</numerusform><numerusform>%n offers went unanswered</numerusform></translation></message>
    <message numerus="yes">
        <source>%n offer(s) were not for then</source>
        <translation><numerusform>%n offer were not for then</numerusform><numerusform>%n offers were not for then</numerusform></translation></message>
    <message numerus="yes">
        <source>%n offer(s) met a call</source>
        <translation><numerusform>%n offer met a call</numerusform><numerusform>%n offers met a call</numerusform></translation></message>
    <message numerus="yes">
        <source>%n pause(s), {minutes}</source>
        <translation><numerusform>%n pause, {minutes}</numerusform><numerusform>%n pauses, {minutes}</numerusform></translation></message>
    <message numerus="yes">
        <source>%n short moment(s)</source>
        <translation><numerusform>%n short moment</numerusform><numerusform>%n short moments</numerusform></translation></message>
    <message numerus="yes">
        <source>%n offer(s): {ends}</source>
        <translation><numerusform>%n offer: {ends}</numerusform><numerusform>%n offers: {ends}</numerusform></translation></message>
    <message numerus="yes">
        <source>%n taken</source>
        <translation><numerusform>%n taken</numerusform><numerusform>%n taken</numerusform></translation></message>
    <message numerus="yes">
        <source>%n spent away from the desk</source>
        <translation><numerusform>%n spent away from the desk</numerusform><numerusform>%n spent away from the desk</numerusform></translation></message>
    <message numerus="yes">
        <source>%n postponed</source>
        <translation><numerusform>%n postponed</numerusform><numerusform>%n postponed</numerusform></translation></message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation><numerusform>%n waiting</numerusform><numerusform>%n waiting</numerusform></translation></message>
    <message numerus="yes">
        <source>%n declined</source>
        <translation><numerusform>%n declined</numerusform><numerusform>%n declined</numerusform></translation></message>
    <message numerus="yes">
        <source>%n passed by</source>
        <translation><numerusform>%n passed by</numerusform><numerusform>%n passed by</numerusform></translation></message>
    <message numerus="yes">
        <source>%n of them had been put off or held, and came up again</source>
        <translation><numerusform>%n of them had been put off or held, and came up again</numerusform><numerusform>%n of them had been put off or held, and came up again</numerusform></translation></message>
    <message numerus="yes">
        <source>%n unanswered</source>
        <translation><numerusform>%n unanswered</numerusform><numerusform>%n unanswered</numerusform></translation></message>
    <message numerus="yes">
        <source>%n while the computer slept</source>
        <translation><numerusform>%n while the computer slept</numerusform><numerusform>%n while the computer slept</numerusform></translation></message>
    <message numerus="yes">
        <source>%n with no room before the next session</source>
        <translation><numerusform>%n with no room before the next session</numerusform><numerusform>%n with no room before the next session</numerusform></translation></message>
    <message numerus="yes">
        <source>%n at the end of work</source>
        <translation><numerusform>%n at the end of work</numerusform><numerusform>%n at the end of work</numerusform></translation></message>
    <message numerus="yes">
        <source>%n when protected time began</source>
        <translation><numerusform>%n when protected time began</numerusform><numerusform>%n when protected time began</numerusform></translation></message>
    <message numerus="yes">
        <source>%n overtaken by the next one</source>
        <translation><numerusform>%n overtaken by the next one</numerusform><numerusform>%n overtaken by the next one</numerusform></translation></message>
    <message numerus="yes">
        <source>%n during a call</source>
        <translation><numerusform>%n during a call</numerusform><numerusform>%n during a call</numerusform></translation></message>
    <message numerus="yes">
        <source>%n while presenting</source>
        <translation><numerusform>%n while presenting</numerusform><numerusform>%n while presenting</numerusform></translation></message>
    <message numerus="yes">
        <source>%n during do not disturb</source>
        <translation><numerusform>%n during do not disturb</numerusform><numerusform>%n during do not disturb</numerusform></translation></message>
    <message numerus="yes">
        <source>%n while the screen was locked</source>
        <translation><numerusform>%n while the screen was locked</numerusform><numerusform>%n while the screen was locked</numerusform></translation></message>
    <message numerus="yes">
        <source>%n while offers were paused</source>
        <translation><numerusform>%n while offers were paused</numerusform><numerusform>%n while offers were paused</numerusform></translation></message>
    <message numerus="yes">
        <source>%n during another practice</source>
        <translation><numerusform>%n during another practice</numerusform><numerusform>%n during another practice</numerusform></translation></message>
    <message numerus="yes">
        <source>%n for another reason</source>
        <translation><numerusform>%n for another reason</numerusform><numerusform>%n for another reason</numerusform></translation></message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation><numerusform>%n second</numerusform><numerusform>%n seconds</numerusform></translation></message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation><numerusform>%n minute</numerusform><numerusform>%n minutes</numerusform></translation></message>
    <message numerus="yes">
        <source>%n min</source>
        <comment>a length</comment>
        <translation><numerusform>%n min</numerusform><numerusform>%n min</numerusform></translation></message>
    <message numerus="yes">
        <source>%n h</source>
        <comment>a length</comment>
        <translation><numerusform>%n h</numerusform><numerusform>%n h</numerusform></translation></message>
    </context>
<context>
    <name>hotkeys</name>
    <message numerus="yes">
        <source>In session for %n minute(s)</source>
        <translation><numerusform>In session for %n minute</numerusform><numerusform>In session for %n minutes</numerusform></translation></message>
</context>
<context>
    <name>load</name>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation><numerusform>%n run</numerusform><numerusform>%n runs</numerusform></translation></message>
    <message numerus="yes">
        <source>booked on %n day(s)</source>
        <translation><numerusform>booked on %n day</numerusform><numerusform>booked on %n days</numerusform></translation></message>
    </context>
<context>
    <name>phrases</name>
    <message numerus="yes">
        <source>%n s</source>
        <comment>a length in seconds</comment>
        <translation><numerusform>%n s</numerusform><numerusform>%n s</numerusform></translation></message>
    <message numerus="yes">
        <source>%n min</source>
        <comment>a length in minutes</comment>
        <translation><numerusform>%n min</numerusform><numerusform>%n min</numerusform></translation></message>
    <message numerus="yes">
        <source>%n minutes until {0}</source>
        <translation><numerusform>%n minutes until {0}</numerusform><numerusform>%n minutes until {0}</numerusform></translation></message>
    <message numerus="yes">
        <source>In %n min</source>
        <translation><numerusform>In %n min</numerusform><numerusform>In %n min</numerusform></translation></message>
</context>
<context>
    <name>recorder</name>
    <message numerus="yes">
        <source>%n recording(s), one for each sentence.</source>
        <translation><numerusform>%n recording, one for each sentence.</numerusform><numerusform>%n recordings, one for each sentence.</numerusform></translation></message>
    <message numerus="yes">
        <source>%n sentence(s)</source>
        <comment>how many are wanted</comment>
        <translation><numerusform>%n sentence</numerusform><numerusform>%n sentences</numerusform></translation></message>
    <message numerus="yes">
        <source>%n recording(s) for {0}: see where one is missing.</source>
        <translation><numerusform>%n recording for {0}: see where one is missing.</numerusform><numerusform>%n recordings for {0}: see where one is missing.</numerusform></translation></message>
    <message numerus="yes">
        <source>%n recording(s) for {0}: see which belong together.</source>
        <translation><numerusform>%n recording for {0}: see which belong together.</numerusform><numerusform>%n recordings for {0}: see which belong together.</numerusform></translation></message>
</context>
<context>
    <name>report</name>
    <message numerus="yes">
        <source>{first} to {last}, %n week(s)</source>
        <translation><numerusform>{first} to {last}, %n week</numerusform><numerusform>{first} to {last}, %n weeks</numerusform></translation></message>
    </context>
</TS>