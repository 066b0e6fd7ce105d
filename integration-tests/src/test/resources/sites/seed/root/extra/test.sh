#!/usr/bin/env bash
printf "test\n" >>/etc/extra-ran
