#!/usr/bin/env bash
printf "setup\n" >>/etc/extra-ran
