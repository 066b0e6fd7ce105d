#!/usr/bin/env bash
printf "init\n" >>/etc/extra-ran
