variable "name" {
  type        = string
  default     = "muster"
  description = "The image is called NAME-SYSTEM-TIME."
}

variable "dist" {
  type        = string
  description = "Muster's distribution, which has agent/muster-agent.jar: coordinator/target/dist/muster of a build."
}

variable "join_data" {
  type        = string
  default     = ""
  description = "What 'muster join-data' printed for the cluster whose modules are baked; without it, no module is."
}

variable "baked" {
  type        = string
  default     = ""
  description = "A FIFO on this machine that says how the launch of that cluster ended (an exit code)."
}

variable "region" {
  type    = string
  default = "us-east-1"
}

variable "instance_type" {
  type    = string
  default = "m6i.large"
}

variable "subnet_id" {
  type    = string
  default = ""
}

variable "root_gib" {
  type    = number
  default = 20
}

variable "ec2_endpoint" {
  type        = string
  default     = ""
  description = "Another EC2 endpoint than the region's."
}

variable "machine_host" {
  type        = string
  default     = "127.0.0.1"
  description = "For the source null.machine: a machine that is there already, by ssh."
}

variable "machine_port" {
  type    = number
  default = 22
}

variable "machine_user" {
  type    = string
  default = "root"
}

variable "machine_key" {
  type        = string
  default     = ""
  description = "File with the private key for null.machine."
}

locals {
  time      = formatdate("YYYYMMDD-hhmmss", timestamp())
  files     = "${path.root}/../files"
  join_data = var.join_data == "" ? "${path.root}/../files/no-modules.json" : var.join_data
}
